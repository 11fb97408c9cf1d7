using Microsoft.AspNetCore.Components;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Forms;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>The leave of the hall: what is to be filed, who is away today. Filter and page stay in the address.</summary>
public sealed partial class HallLeavePage
{
    private static readonly (ListLeave.Which Which, string Title)[] Titles =
    [
        (ListLeave.Which.All, "全部"), (ListLeave.Which.ToFile, "待备案"), (ListLeave.Which.Waiting, "在批"), (ListLeave.Which.Today, "今天休假"),
        (ListLeave.Which.Late, "事后提交"), (ListLeave.Which.Ended, "未批准、退回、撤销"),
    ];

    private readonly HashSet<int> _chosen = [];
    private string _text = "";
    private ListLeave.Which _which;
    private string _kind = "";
    private string _month = "";
    private string _override = "";
    private string? _done;
    private bool _loaded;
    private ListLeave.Found _found = new([], 0, 1);
    private IReadOnlyList<SignLeave.Decided> _refused = [];

    [Inject]
    private ListLeave List { get; set; } = null!;

    [Inject]
    private FileLeave Files { get; set; } = null!;

    [Inject]
    private HallRulebook Rulebook { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? WhichName { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string? KindCode { get; set; }

    [SupplyParameterFromQuery(Name = "month")]
    private string? MonthName { get; set; }

    private protected override Dictionary<string, object?> Filter => new()
    {
        ["q"] = _text.Length > 0 ? _text : null,
        ["state"] = _which == ListLeave.Which.All ? null : _which.ToString(),
        ["kind"] = _kind.Length > 0 ? _kind : null,
        ["month"] = Month(_month) is null ? null : _month,
    };

    private protected override void ReadFilter()
    {
        _text = Text ?? "";
        _which = NamesInAddress.Find<ListLeave.Which>(WhichName) ?? ListLeave.Which.All;
        _kind = KindCode is { } code && Rulebook.On(Clock.Today()).Leave.Kinds.ContainsKey(code) ? code : "";
        _month = Month(MonthName) is null ? "" : MonthName!;
    }

    private protected override async Task<int> Load(int page)
    {
        (_done, _refused) = (null, []);
        if (Take(await List.Run(Actor, new(_text, _which, _kind, Month(_month), page), Left), out var found))
            _found = found;
        _chosen.IntersectWith(_found.Rows.Select(row => row.Leave.Id));
        _loaded = true;
        return _found.Page;
    }

    private static YearMonth? Month(string? text) =>
        AcceptedDays.Month(text) is { } first ? YearMonth.Of(first) : null;

    private async Task GoMonth(ChangeEventArgs change)
    {
        _month = change.Value as string ?? "";
        await Go(1);
    }

    private void Choose(int id)
    {
        if (!_chosen.Remove(id))
            _chosen.Add(id);
    }

    private async Task FileChosen()
    {
        var filed = await Files.Run(Actor, [.. _chosen.Order()], _override, Left);
        await Go(Page);
        _refused = [.. filed.Where(one => one.Refusal is not null)];
        var count = filed.Count - _refused.Count;
        _done = count == 0 ? null : $"已备案 {count} 张假条。";
    }
}
