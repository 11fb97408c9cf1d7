using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Appraisal;

/// <summary>What a year's attendance means for a person's grade (请假 (四)).</summary>
/// <param name="Year">The calendar year.</param>
/// <param name="Staff">Whose.</param>
/// <param name="TruantDays">Half a day for each truant session.</param>
/// <param name="SickDays">Counting sick leave.</param>
/// <param name="PersonalDays">Counting personal leave.</param>
/// <param name="Rules">The thresholds used.</param>
public sealed record YearRecord(
    int Year, StaffId Staff, Fraction TruantDays, Fraction SickDays, Fraction PersonalDays, YearRules Rules)
{
    /// <summary>不得评为优秀: truant days, or sick and personal days together, reach their threshold.</summary>
    public bool BarsExcellent =>
        TruantDays >= Fraction.Of(Rules.TruantDaysBar.Value)
        || SickDays + PersonalDays >= Fraction.Of(Rules.SickAndPersonalBar.Value);

    /// <summary>退回派驻单位: truant days reach their threshold.</summary>
    public bool ReturnsToUnit => TruantDays >= Fraction.Of(Rules.TruantDaysReturn.Value);

    /// <summary>Clause and sentence.</summary>
    public Reason Why => new(
        Rules.TruantDaysBar.Basis,
        $"全年旷工 {TruantDays} 天，病假 {SickDays} 天，事假 {PersonalDays} 天"
        + (BarsExcellent ? $"；达到旷工 {Rules.TruantDaysBar.Value} 天或病事假合计 {Rules.SickAndPersonalBar.Value} 天，不得评为优秀" : "")
        + (ReturnsToUnit ? $"；旷工达到 {Rules.TruantDaysReturn.Value} 天，退回派驻单位" : "") + "。");
}

/// <summary>Adds up years. Takes sessions and leave one by one, in any order.</summary>
public sealed class YearTally
{
    private readonly Dictionary<(int Year, StaffId Staff), int> _truantSessions = [];
    private readonly Dictionary<(int Year, StaffId Staff, bool IsPersonal), Fraction> _leaveDays = [];

    /// <summary>Takes the result of a session.</summary>
    public void Add(SessionResult result)
    {
        if (result.Presence == Presence.Truant) AddTruant(result.Posting.Staff, result.Session.Day);
    }

    /// <summary>A truant session, by whose it was and when.</summary>
    public void AddTruant(StaffId staff, DateOnly day)
    {
        var key = (day.Year, staff);
        _truantSessions[key] = _truantSessions.GetValueOrDefault(key) + 1;
    }

    /// <summary>Takes counting leave.</summary>
    /// <param name="request">A request that counts.</param>
    /// <param name="period">Only days inside count.</param>
    /// <param name="timetable">The sessions.</param>
    public void Add(LeaveRequest request, Period period, Timetable timetable)
    {
        foreach (var (day, days) in LeaveMeasure.ByDay(request.Time, period, timetable))
        {
            var kind = timetable.Rulebook.On(day).Leave.Kinds[request.Kind];
            if (!kind.CountsInYear) continue;
            var key = (day.Year, request.Staff, kind.CountsByMonth);
            _leaveDays[key] = _leaveDays.GetValueOrDefault(key) + days;
        }
    }

    /// <summary>One record for everybody posted in the year inside the period, by staff number.</summary>
    public IEnumerable<YearRecord> Of(int year, Period period, Roster roster, HallRulebook rulebook)
    {
        var days = Quarter.DaysOf(year).Within(period);
        var rules = rulebook.On(days.Last).Year;
        foreach (var staff in roster.Staff)
        {
            if (!IsPosted(staff, days, roster)) continue;
            yield return new YearRecord(
                year,
                staff,
                Fraction.Half * _truantSessions.GetValueOrDefault((year, staff)),
                _leaveDays.GetValueOrDefault((year, staff, false)),
                _leaveDays.GetValueOrDefault((year, staff, true)),
                rules);
        }
    }

    private static bool IsPosted(StaffId staff, Period days, Roster roster)
    {
        foreach (var posting in roster.PostingsOf(staff))
        {
            if (!new Period(posting.From, posting.LastDay).Within(days).IsEmpty) return true;
        }

        return false;
    }
}
