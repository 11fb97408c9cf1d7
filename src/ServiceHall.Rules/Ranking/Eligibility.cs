using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Rules.Scoring;

namespace ServiceHall.Rules.Ranking;

/// <summary>A reason for which a person or a window is not eligible in a quarter.</summary>
/// <param name="Code">As results write it: <c>truancy</c>.</param>
/// <param name="Why">Clause and sentence.</param>
public sealed record Bar(string Code, Reason Why);

/// <summary>
/// Who is not eligible in which quarter (请假 (三), 考核 一(一)1(8)). Takes sessions, leave and entries one by one, in any
/// order.
/// </summary>
public sealed class Eligibility
{
    private readonly HallRulebook _rulebook;
    private readonly Dictionary<(Quarter Quarter, Subject Subject), SortedDictionary<string, Bar>> _bars = [];
    private readonly Dictionary<(StaffId Staff, YearMonth Month), Fraction> _personalDays = [];

    /// <summary>Nobody is barred yet.</summary>
    public Eligibility(HallRulebook rulebook) => _rulebook = rulebook;

    /// <summary>A truant session bars the person and the window posted at (请假 (三)).</summary>
    public void Add(SessionResult result)
    {
        if (result.Presence == Presence.Truant)
            AddTruant(result.Posting.Staff, result.Posting.Window, result.Session.Day, result.Session.Part);
    }

    /// <summary>A truant session, by who was posted where (请假 (三)).</summary>
    public void AddTruant(StaffId staff, WindowId window, DateOnly day, DayPart part)
    {
        var rule = _rulebook.On(day).Leave.TruancyLosesQuarter;
        if (!rule.Value) return;
        var bar = new Bar("truancy", new Reason(rule.Basis, $"{staff} {day:yyyy-MM-dd} {part.Title()}旷工。"));
        Add(day, Subject.Of(staff), bar);
        Add(day, Subject.Of(window), bar);
    }

    /// <summary>An entry of an item that costs the quarter bars its subject and the window that it carries (K1.8).</summary>
    public void Add(LedgerEntry entry)
    {
        var item = _rulebook.On(entry.BookedOn).Scoring[entry.Code];
        if (!item.LosesQuarter) return;
        var bar = new Bar("gifts", new Reason(item.Basis, $"{item}，记录 {entry.Reference}。"));
        Add(entry.BookedOn, entry.Subject, bar);
        Add(entry.BookedOn, Subject.Of(entry.Window), bar);
    }

    /// <summary>Counting leave: personal leave of too many days in one calendar month bars the person (请假 (三)).</summary>
    /// <param name="request">A request that counts.</param>
    /// <param name="period">Only days inside count.</param>
    /// <param name="timetable">The sessions.</param>
    public void Add(LeaveRequest request, Period period, Timetable timetable)
    {
        foreach (var (day, days) in LeaveMeasure.ByDay(request.Time, period, timetable))
        {
            var rules = _rulebook.On(day).Leave;
            if (!rules.Kinds[request.Kind].CountsByMonth) continue;
            var month = YearMonth.Of(day);
            var sum = _personalDays[(request.Staff, month)] =
                _personalDays.GetValueOrDefault((request.Staff, month)) + days;
            var limit = _rulebook.On(month.Days.First).Leave.PersonalDaysInMonth;
            if (sum > Fraction.Of(limit.Value))
                Add(day, Subject.Of(request.Staff), new Bar("personal_leave", new Reason(limit.Basis, $"{month} 事假 {sum} 天，超过 {limit.Value} 天。")));
        }
    }

    /// <summary>The reasons against a subject in a quarter, by code; none: it is eligible.</summary>
    public IReadOnlyCollection<Bar> Against(Subject subject, Quarter quarter) =>
        _bars.TryGetValue((quarter, subject), out var bars) ? bars.Values : [];

    private void Add(DateOnly day, Subject subject, Bar bar)
    {
        var key = (Quarter.Of(day), subject);
        if (!_bars.TryGetValue(key, out var bars)) _bars[key] = bars = new(StringComparer.Ordinal);
        bars[bar.Code] = bar;
    }
}
