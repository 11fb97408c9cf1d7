using ServiceHall.Rules.Appraisal;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Ranking;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Calendar;
using Rule = ServiceHall.Rules.Leave.LeaveRequest;

namespace ServiceHall.Web.Leave;

/// <summary>What leave would do to somebody's standing, were it approved: quarter, full month, year (请假 (三)、(四), J8).</summary>
/// <param name="IsLoss">Whether something is lost by it.</param>
internal sealed record LeaveEffect(Reason Why, bool IsLoss)
{
    private const string FullMonth = "J8";

    /// <summary>The effects of a request.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="others">The person's other requests that count, or may yet.</param>
    public static IReadOnlyList<LeaveEffect> Of(Rule request, IReadOnlyCollection<Rule> others, Roster roster, Timetable timetable)
    {
        var days = new Period(request.Time.Start.Day, (request.Time.End - 1).Day);
        var kind = timetable.Rulebook.On(days.First).Leave.Kinds[request.Kind];
        var all = others.Append(request).ToList();
        var effects = new List<LeaveEffect>();
        if (kind.CountsByMonth)
            effects.AddRange(days.Days.Where(day => timetable.On(day).Count > 0).Select(YearMonth.Of).Distinct().Select(month => OfMonth(month, request.Staff, all, timetable)));
        if (!kind.KeepsFullMonth)
        {
            var item = timetable.Rulebook.On(days.First).Scoring[FullMonth];
            effects.Add(new(new Reason(item.Basis, $"请{kind.Title}的月份，本窗口不计“{item.Title}”加分。"), IsLoss: true));
        }

        if (kind.CountsInYear)
            effects.AddRange(Enumerable.Range(days.First.Year, days.Last.Year - days.First.Year + 1).SelectMany(year => OfYear(year, request.Staff, all, roster, timetable)));
        return effects;
    }

    private static LeaveEffect OfMonth(YearMonth month, StaffId staff, List<Rule> all, Timetable timetable)
    {
        var eligibility = new Eligibility(timetable.Rulebook);
        foreach (var request in all)
            eligibility.Add(request, month.Days, timetable);
        var rules = timetable.Rulebook.On(month.Days.First).Leave;
        var sum = all.Where(request => rules.Kinds[request.Kind].CountsByMonth)
            .SelectMany(request => LeaveMeasure.ByDay(request.Time, month.Days, timetable)).Aggregate(Fraction.Zero, (total, day) => total + day.Days);
        var quarter = Quarter.Of(month.Days.First);
        var isLost = eligibility.Against(Subject.Of(staff), quarter).Count > 0;
        var limit = rules.PersonalDaysInMonth;
        return new(new Reason(limit.Basis, $"{month.Year} 年 {month.Month} 月事假（含本次）{LeaveWords.Days(sum)} 天，"
            + (isLost ? $"已超过 {limit.Value} 天：批准后取消{quarter.Chinese()}评优资格。"
                : $"超过 {limit.Value} 天将取消{quarter.Chinese()}评优资格。")), isLost);
    }

    private static IEnumerable<LeaveEffect> OfYear(int year, StaffId staff, List<Rule> all, Roster roster, Timetable timetable)
    {
        var tally = new YearTally();
        var days = Quarter.DaysOf(year);
        foreach (var request in all)
            tally.Add(request, days, timetable);
        // The roster may hold others too, who ask at the same time.
        foreach (var record in tally.Of(year, days, roster, timetable.Rulebook).Where(record => record.Staff == staff))
        {
            var bar = record.Rules.SickAndPersonalBar;
            yield return new(new Reason(bar.Basis, $"{year} 年病假、事假合计（含本次）{LeaveWords.Days(record.SickDays + record.PersonalDays)} 天，"
                + (record.BarsExcellent ? $"已达到 {bar.Value} 天：年度不得评为优秀。" : $"达到 {bar.Value} 天，年度不得评为优秀。")), record.BarsExcellent);
        }
    }
}
