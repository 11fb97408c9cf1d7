using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Appraisal;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Ranking;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Store;
using Request = ServiceHall.Rules.Leave.LeaveRequest;

namespace ServiceHall.Web.Attendance.Months;

/// <summary>Somebody's own month, and what month, quarter and year lead to by the rules (请假 (三)、(四)).</summary>
internal sealed class MyMonth(IDbContextFactory<HallDb> factory, TimeProvider clock, HallGate gates, ReadMonth read)
{
    /// <summary>One thing that the figures lead to, or would.</summary>
    /// <param name="IsReached">It has come about; otherwise it says how far away it is.</param>
    internal sealed record Consequence(Reason Why, bool IsReached);

    /// <param name="HalfDays">Morning and afternoon of each day, whatever the window.</param>
    /// <param name="Leave">Days of leave of the whole month by kind, those to come included.</param>
    internal sealed record Page(
        MonthGrid Grid, IReadOnlyList<HalfDay> HalfDays, MonthSums Sums, IReadOnlyList<(LeaveKind Kind, Fraction Days)> Leave, IReadOnlyList<Consequence> Consequences)
    {
        /// <summary>Whether the person was posted at all.</summary>
        public bool IsPosted => Grid.Rows.Count > 0;
    }

    public async Task<Answer<Page>> Run(Actor actor, YearMonth month, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.my-month", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var grid = await read.Run(act.Db, month, _ => true, actor.StaffId, cancel);
        var timetable = (await gates.Current(act.Db, cancel)).Days.Timetable;
        var year = Quarter.DaysOf(month.Year);
        var leave = (await LeaveFacts.Read(
            act.Db, clock, clock.InstantOf(year.First.ToDateTime(default)), clock.InstantOf(year.Last.AddDays(1).ToDateTime(default)), [actor.StaffId], cancel))[actor.StaffId].ToList();
        var truant = await act.Db.Truancy(year).AsNoTracking().Where(session => session.Result.StaffId == actor.StaffId)
            .OrderBy(session => session.Result.Day)
            .Select(session => new { session.Result.Day, session.Result.Part, Window = session.Result.Window!.Code, session.IsFrozen, session.IsHeld }).ToListAsync(cancel);

        var (named, attendance) = (Names.Of(month, act.Today), timetable.Rulebook.On(act.Today).Attendance);
        var (staff, quarter) = (new StaffId(act.Rights.Number), Quarter.Of(month.Days.First));
        var (eligibility, tally) = (new Eligibility(timetable.Rulebook), new YearTally());
        foreach (var half in truant.Where(half => !half.IsFrozen))
        {
            eligibility.AddTruant(staff, new WindowId(half.Window), half.Day, half.Part);
            tally.AddTruant(staff, half.Day);
        }

        foreach (var request in leave)
        {
            eligibility.Add(request, quarter.Days, timetable);
            tally.Add(request, year, timetable);
        }

        var byKind = ByKind(leave, month, timetable);
        var record = tally.Of(month.Year, year, await Rosters(act, cancel), timetable.Rulebook).FirstOrDefault();
        return new Page(
            grid, [.. Enumerable.Range(0, 2 * grid.Days.Count).Select(place => grid.Rows.Select(row => row.HalfDays[place]).FirstOrDefault(state => state != HalfDay.None))],
            Sum(grid.Rows), byKind,
            [
                .. eligibility.Against(Subject.Of(staff), quarter).Select(bar => new Consequence(new Reason(bar.Why.Clause, $"{named.Quarter}评优资格已取消：{bar.Why.Sentence}"), true)),
                .. InMonth(named, byKind, timetable.Rulebook.On(month.Days.First).Leave, truant.Count > 0),
                .. Frozen(named, truant.Count(half => half.IsFrozen && !half.IsHeld), "已交情况说明，冻结中，暂不计；科室不接受的照计。", attendance),
                .. Frozen(named, truant.Count(half => half.IsHeld), "打卡待核实，冻结中，暂不计；科室核实不在岗的照计。", attendance),
                .. record is null ? [] : InYear(named, record),
            ]);

        Task<Roster> Rosters(Act one, CancellationToken stop) => People.Rosters.Read(one.Db, post => post.StaffId == actor.StaffId, stop);
    }

    private static List<(LeaveKind Kind, Fraction Days)> ByKind(List<Request> leave, YearMonth month, Timetable timetable)
    {
        var kinds = timetable.Rulebook.On(month.Days.Last).Leave.Kinds;
        return
        [
            .. leave.SelectMany(request => LeaveMeasure.ByDay(request.Time, month.Days, timetable).Select(share => (request.Kind, share.Days)))
                .GroupBy(share => share.Kind, share => share.Days)
                .Select(kind => (Kind: kinds[kind.Key], Days: kind.Aggregate(Fraction.Zero, (sum, days) => sum + days))),
        ];
    }

    private static IEnumerable<Consequence> InMonth(Names named, List<(LeaveKind Kind, Fraction Days)> byKind, LeaveRules rules, bool hasTruancy)
    {
        var (limit, truancy) = (rules.PersonalDaysInMonth, rules.TruancyLosesQuarter);
        var counted = byKind.Where(kind => kind.Kind.CountsByMonth).ToList();
        var days = counted.Aggregate(Fraction.Zero, (sum, kind) => sum + kind.Days);
        if (days > Fraction.Zero && days <= Fraction.Of(limit.Value))
            yield return new Consequence(new Reason(limit.Basis, $"{named.Month}{string.Join("、", counted.Select(kind => kind.Kind.Title))} {Text(days)} {limit.Unit}，超过 {limit.Value} {limit.Unit}将取消{named.Quarter}评优资格。"), false);
        if (!hasTruancy && truancy.Value)
            yield return new Consequence(new Reason(truancy.Basis, $"{named.Year}没有旷工。{truancy.Title}。"), false);
    }

    // Shown and not counted, until the section has decided.
    private static IEnumerable<Consequence> Frozen(Names named, int halfDays, string why, AttendanceRules rules)
    {
        if (halfDays > 0)
            yield return new Consequence(new Reason(rules.ExplanationDays.Basis, $"{named.Year}有旷工 {Text(new Fraction(halfDays, 2))} 天{why}"), false);
    }

    private static IEnumerable<Consequence> InYear(Names named, YearRecord record)
    {
        if (record.BarsExcellent || record.ReturnsToUnit)
            yield return new Consequence(record.Why, true);
        var rules = record.Rules;
        if (record.TruantDays > Fraction.Zero && !record.ReturnsToUnit)
        {
            yield return new Consequence(
                new Reason(rules.TruantDaysBar.Basis,
                    $"{named.Year}旷工 {Text(record.TruantDays)} {rules.TruantDaysBar.Unit}，满 {rules.TruantDaysBar.Value} {rules.TruantDaysBar.Unit}不得评为优秀，满 {rules.TruantDaysReturn.Value} {rules.TruantDaysReturn.Unit}退回派驻单位。"),
                false);
        }

        var together = record.SickDays + record.PersonalDays;
        var bar = rules.SickAndPersonalBar;
        if (together < Fraction.Of(bar.Value))
            yield return new Consequence(new Reason(bar.Basis, $"{named.Year}病假、事假合计 {Text(together)} {bar.Unit}，满 {bar.Value} {bar.Unit}不得评为优秀。"), false);
    }

    /// <summary>How month, quarter and year are called: those that run now are this one, others go by their names.</summary>
    private sealed record Names(string Month, string Quarter, string Year)
    {
        public static Names Of(YearMonth month, DateOnly today)
        {
            var quarter = Rules.Calendar.Quarter.Of(month.Days.First);
            return new(
                month.Chinese(today),
                quarter == Rules.Calendar.Quarter.Of(today) ? "本季度" : quarter.Chinese(),
                month.Year == today.Year ? "今年" : $"{month.Year} 年");
        }
    }

    private static MonthSums Sum(IReadOnlyList<MonthRow> rows) => new(
        rows.Sum(row => row.Sums.Present), rows.Sum(row => row.Sums.Late), rows.Sum(row => row.Sums.Early), rows.Sum(row => row.Sums.Absent),
        rows.Sum(row => row.Sums.Truant), [], rows.Count > 0 && rows.All(row => row.Sums.IsFull));

    private static string Text(Fraction days) => MonthSums.Days(days.Rounded());
}
