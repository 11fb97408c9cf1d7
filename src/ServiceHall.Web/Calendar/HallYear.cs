using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

/// <summary>What a day is in the hall, and on what that rests.</summary>
internal enum DayKind
{
    /// <summary>An ordinary workday, Monday to Friday.</summary>
    Workday,

    /// <summary>An ordinary weekend.</summary>
    Weekend,

    /// <summary>Off by an official notice.</summary>
    Holiday,

    /// <summary>A make-up workday by an official notice (调休上班).</summary>
    MakeUp,

    /// <summary>A workday by decision of the hall.</summary>
    DecidedWork,

    /// <summary>Off by decision of the hall.</summary>
    DecidedOff,
}

/// <summary>
/// The hall's days: the official notices, built in and imported, and over them what the hall decided by hand. In a
/// year that is not announced Monday to Friday are workdays until it is; <see cref="IsAnnounced"/> tells.
/// </summary>
internal sealed class HallYear
{
    private readonly Dictionary<DateOnly, OfficialDay> _official = [];
    private readonly HashSet<int> _years = [];
    private readonly HashSet<DateOnly> _tooLate;
    private readonly Dictionary<DateOnly, DayDecision> _decisions;

    private HallYear(IEnumerable<OfficialYear> notices, IEnumerable<DateOnly> tooLate, IEnumerable<DayDecision> inForce)
    {
        _tooLate = [.. tooLate];
        foreach (var notice in notices)
        {
            _years.Add(notice.Year);
            foreach (var day in notice.Days)
                _official[day.Date] = day;
        }

        _decisions = inForce.GroupBy(decision => decision.Day).ToDictionary(group => group.Key, group => group.MaxBy(decision => decision.SignedAt)!);
        Rules = new HallCalendar(
        [
            .. _official.Where(day => !_decisions.ContainsKey(day.Key) && !_tooLate.Contains(day.Key)).Select(day => KeyValuePair.Create(day.Key, day.Value.Kind == OfficialDayKind.Work)),
            .. _tooLate.Where(day => !_decisions.ContainsKey(day)).Select(day => KeyValuePair.Create(day, false)),
            .. _decisions.Select(decision => KeyValuePair.Create(decision.Key, decision.Value.IsWorkday)),
        ]);
    }

    /// <summary>The same days as the rules take them.</summary>
    public HallCalendar Rules { get; }

    /// <summary>The days of which a notice or a decision says something, in order.</summary>
    public IEnumerable<DateOnly> Exceptions => _official.Keys.Union(_tooLate).Union(_decisions.Keys).Order();

    /// <summary>Reads the hall's days as they are in this transaction.</summary>
    public static async Task<HallYear> Read(HallDb db, CancellationToken cancel)
    {
        var builtIn = OfficialHolidays.BuiltIn;
        var imported = await db.Set<AnnouncedYear>().AsNoTracking().OrderBy(year => year.Year).ToListAsync(cancel);
        var decisions = await db.Set<DayDecision>().AsNoTracking().Where(decision => decision.SignedAt != null && decision.WithdrawnAt == null).ToListAsync(cancel);
        return new HallYear(
            [
                .. builtIn.Years.Select(year => builtIn.Year(year)!),
                .. imported.Select(year => OfficialHolidays.Read(year.Content, "import").Year(year.Year)!),
            ],
            imported.SelectMany(year => year.TooLate),
            decisions);
    }

    /// <summary>Whether there is an official notice for the year.</summary>
    public bool IsAnnounced(int year) => _years.Contains(year);

    /// <summary>What a day is, with its holiday's name or the decision's reason.</summary>
    public (DayKind Kind, string Name) On(DateOnly day)
    {
        if (_decisions.TryGetValue(day, out var decision))
            return (decision.IsWorkday ? DayKind.DecidedWork : DayKind.DecidedOff, decision.Reason);
        if (_tooLate.Contains(day))
            return (DayKind.Holiday, "公布时已过，不计考勤");
        if (_official.TryGetValue(day, out var official))
            return (official.Kind == OfficialDayKind.Work ? DayKind.MakeUp : DayKind.Holiday, official.Name);
        return (Rules.IsWorkday(day) ? DayKind.Workday : DayKind.Weekend, "");
    }

    /// <summary>The years that somebody has to see to: this one, and from October on the next, while not announced.</summary>
    public IReadOnlyList<int> Overdue(DateOnly today) =>
        [.. new[] { today.Year, today.Month >= 10 ? today.Year + 1 : today.Year }.Distinct().Where(year => !IsAnnounced(year))];
}
