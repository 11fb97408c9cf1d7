using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>Reminds the cover person on the workday before the other returns.</summary>
internal sealed class RemindReturns(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days)
{
    public const string Job = "remind-returns";

    /// <returns>How many were reminded.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (now, today) = (clock.GetUtcNow(), clock.Today());
        var timetable = (await days.Current(db, cancel)).Timetable;
        var furthest = clock.InstantOf(today.AddDays(NearSessions.Furthest).ToDateTime(TimeOnly.MinValue));
        var yesterday = clock.InstantOf(today.AddDays(-NearSessions.Furthest).ToDateTime(TimeOnly.MinValue));
        // Locked, so that of two servers one reminds.
        var waiting = await db.Set<LeaveRequest>().FromSql($"""
            SELECT *, xmin FROM leave_request WHERE return_told IS NULL AND returned_at IS NULL AND NOT is_void AND state IN ('Approved', 'Filed')
              AND cover_accepted_at IS NOT NULL AND "to" BETWEEN {yesterday} AND {furthest} ORDER BY id FOR UPDATE SKIP LOCKED
            """).Include(leave => leave.Staff).ToListAsync(cancel);
        var following = await Following(db, waiting, furthest, cancel);
        var told = 0;
        foreach (var leave in waiting)
        {
            // Leave that goes on is left to the last one's reminder.
            if (following[leave.StaffId].Any(next => next >= leave.To
                && !timetable.Touching(new(LocalMinute.Of(clock.Civil(leave.To)), LocalMinute.Of(clock.Civil(next)))).Any()))
                continue;
            var end = LocalMinute.Of(clock.Civil(leave.To));
            var returns = Return(timetable, end);
            if (returns is null || today >= returns.Day || today < WorkdayBefore(timetable, returns.Day))
                continue;
            leave.ReturnTold = now;
            Message.Tell(db, now, [leave.CoverId!.Value], MessageKind.Cover,
                $"{leave.Staff!.Name}的假期到 {clock.Moment(leave.To)} 为止，将于 {clock.Moment(clock.InstantOf(LocalMinute.Later(returns.Hours.Start, end).ToDateTime()))} 返岗，请准备交接。", "/cover");
            told++;
        }

        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return told;
    }

    /// <summary>When approved leave of these people starts, by person.</summary>
    private static async Task<ILookup<int, DateTimeOffset>> Following(HallDb db, List<LeaveRequest> waiting, DateTimeOffset until, CancellationToken cancel)
    {
        var people = waiting.ConvertAll(leave => leave.StaffId);
        return (await db.Set<LeaveRequest>().AsNoTracking().Counting().Where(leave => people.Contains(leave.StaffId) && leave.From <= until)
            .Where(leave => leave.State != LeaveState.SentBack).Select(leave => new { leave.StaffId, leave.From }).ToListAsync(cancel))
            .ToLookup(leave => leave.StaffId, leave => leave.From);
    }

    /// <summary>The first session after the leave, or the one that it ends in.</summary>
    private static Session? Return(Timetable timetable, LocalMinute end) =>
        timetable.SessionsFrom(end.Day).FirstOrDefault(session => session.Hours.End > end);

    private static DateOnly WorkdayBefore(Timetable timetable, DateOnly day) =>
        Enumerable.Range(1, NearSessions.Furthest).Select(back => day.AddDays(-back)).FirstOrDefault(before => timetable.On(before).Count > 0);
}
