using System.Globalization;
using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

/// <summary>Days and exemptions decided by hand: proposing, the second signature, withdrawal.</summary>
public partial class CalendarDecisions
{
    // What is being written beside each of them.
    private readonly Dictionary<(bool IsDay, int Id), string> _reasons = [];
    private IReadOnlyList<DayDecision> _decisions = [];
    private IReadOnlyList<List<Exemption>> _exemptions = [];
    private IReadOnlyList<Site> _sites = [];
    private DateOnly? _day;
    private DateTime? _from, _to;
    private bool _isWorkday;
    private string _dayReason = "", _timeReason = "", _staffNumber = "";
    private int? _siteId;
    private int _shown;

    /// <summary>The year that is shown.</summary>
    [Parameter]
    public int Year { get; set; }

    /// <summary>Whether the user may propose and sign.</summary>
    [Parameter]
    public bool MayEdit { get; set; }

    /// <summary>Changes when the page has read anew.</summary>
    [Parameter]
    public int Revision { get; set; }

    /// <summary>Something was decided.</summary>
    [Parameter]
    public EventCallback OnChange { get; set; }

    [Inject]
    private ShowCalendar Show { get; set; } = null!;

    [Inject]
    private Propose Propose { get; set; } = null!;

    [Inject]
    private Countersign Countersign { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private protected override Task Open()
    {
        var today = Clock.Today();
        (_day, _from, _to) = (today, today.ToDateTime(new TimeOnly(8, 0)), today.ToDateTime(new TimeOnly(12, 0)));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Revision || Actor.StaffId == 0)
            return;
        _shown = Revision;
        var refusal = Refusal;
        if (Take(await Show.Run(Actor, Year, Left), out var found))
            (_decisions, _exemptions, _sites) = (found.Decisions, Together(found.Exemptions), found.Sites);
        Refusal ??= refusal;
    }

    private async Task ProposeDay()
    {
        if (!Take(await Propose.Run(Actor, new Propose.Day(_day, _isWorkday, _dayReason), Left), out _))
            return;
        _dayReason = "";
        await OnChange.InvokeAsync();
    }

    private async Task ProposeTime()
    {
        if (!Take(await Propose.Run(Actor, new Propose.Time(_from, _to, _siteId, _staffNumber, _timeReason), Left), out _))
            return;
        _timeReason = "";
        await OnChange.InvokeAsync();
    }

    private async Task Sign(IReadOnlyList<Countersigned> rows)
    {
        int[] ids = [.. rows.Select(row => row.Id)];
        Take(rows[0] is DayDecision ? await Countersign.Sign<DayDecision>(Actor, ids, Left) : await Countersign.Sign<Exemption>(Actor, ids, Left), out _);
        await OnChange.InvokeAsync();
    }

    private async Task Withdraw(IReadOnlyList<Countersigned> rows, string reason)
    {
        int[] ids = [.. rows.Select(row => row.Id)];
        if (Take(
            rows[0] is DayDecision ? await Countersign.Withdraw<DayDecision>(Actor, ids, reason, Left) : await Countersign.Withdraw<Exemption>(Actor, ids, reason, Left),
            out _))
            _reasons.Remove(KeyOf(rows));
        await OnChange.InvokeAsync();
    }

    private static (bool IsDay, int Id) KeyOf(IReadOnlyList<Countersigned> rows) => (rows[0] is DayDecision, rows[0].Id);

    private string ReasonFor(IReadOnlyList<Countersigned> rows) => _reasons.GetValueOrDefault(KeyOf(rows), "");

    // Those proposed together for several people stand together, as long as they are in the same state.
    private static List<List<Exemption>> Together(IEnumerable<Exemption> exemptions) =>
    [
        .. exemptions.GroupBy(row => (row.ProposedById, row.ProposedAt, row.From, row.To, row.Reason, IsNamed: row.StaffId is not null, row.IsWaiting, row.IsInForce, row.WithdrawnFor))
            .Select(rows => rows.ToList()),
    ];

    private string Civil(DateTimeOffset instant) => Clock.Civil(instant).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);
}
