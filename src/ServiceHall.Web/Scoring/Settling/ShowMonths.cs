using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;
using Punch = ServiceHall.Web.Attendance.Punch;

namespace ServiceHall.Web.Scoring.Settling;

/// <summary>The months of attendance, the newest first: what is missing, who closed them, who opened them again and why.</summary>
internal sealed class ShowMonths(IDbContextFactory<HallDb> factory, TimeProvider clock, HallGate gates, RecomputeProgress progress)
{
    private const int Most = 15;

    /// <param name="History">Its closings, the newest first; the first one is in force where it was not reopened.</param>
    /// <param name="State">What is missing; null: it is closed.</param>
    internal sealed record Row(YearMonth Month, MonthDues? State, IReadOnlyList<MonthClosing> History);

    /// <param name="StaleDays">Days that wait to be computed again, whatever their month.</param>
    /// <param name="Progress">How far this server is; null: it is not at it.</param>
    internal sealed record Found(IReadOnlyList<Row> Rows, int StaleDays, RecomputeProgress.State? Progress);

    public async Task<Answer<Found>> Run(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.months", Right.KeepAttendance, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var db = act.Db;
        var begun = await db.Set<Punch>().Where(punch => punch.Outcome == PunchOutcome.Accepted).OrderBy(punch => punch.Day)
            .Select(punch => (DateOnly?)punch.Day).FirstOrDefaultAsync(cancel);
        var history = (await db.Set<MonthClosing>().AsNoTracking().Include(closing => closing.ClosedBy).Include(closing => closing.ReopenedBy)
            .OrderByDescending(closing => closing.Id).ToListAsync(cancel)).ToLookup(closing => YearMonth.Of(closing.Month));
        List<YearMonth> months = [.. Months(begun, act.Today)];
        var dues = await MonthDues.Read(
            db, clock, (await gates.Current(db, cancel)).Days.Timetable, months.FindAll(month => history[month].All(closing => closing.ReopenedAt is not null)), cancel);
        var stale = await db.Set<StaleDay>().AsNoTracking().ToListAsync(cancel);
        return new Found(months.ConvertAll(month => new Row(month, dues.GetValueOrDefault(month), [.. history[month]])), RecomputeProgress.DaysIn(stale, DateOnly.MinValue).Count, progress.Now);
    }
    private static IEnumerable<YearMonth> Months(DateOnly? begun, DateOnly today) => Enumerable.Range(0, Most)
        .Select(back => YearMonth.Of(today.AddMonths(-back))).TakeWhile(month => begun <= month.Days.Last);
}
