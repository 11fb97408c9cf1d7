using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;
using Punch = ServiceHall.Web.Attendance.Punch;

namespace ServiceHall.Web.Scoring;

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
        var timetable = (await gates.Current(db, cancel)).Days.Timetable;
        var rows = new List<Row>();
        for (var first = new DateOnly(act.Today.Year, act.Today.Month, 1); begun is not null && YearMonth.Of(first).Days.Last >= begun && rows.Count < Most; first = first.AddMonths(-1))
        {
            var month = YearMonth.Of(first);
            var isClosed = history[month].Any(closing => closing.ReopenedAt is null);
            rows.Add(new Row(month, isClosed ? null : await MonthDues.Read(db, clock, timetable, month, cancel), [.. history[month]]));
        }

        var stale = await db.Set<StaleDay>().AsNoTracking().ToListAsync(cancel);
        return new Found(rows, RecomputeProgress.DaysIn(stale, DateOnly.MinValue).Count, progress.Now);
    }
}
