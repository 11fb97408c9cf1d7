using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Messages;
using ServiceHall.Web.SetAside;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>Reminds the cover person on the workday before the other returns.</summary>
internal sealed class RemindReturns(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days, ForEachItem each)
{
    public const string Job = "remind-returns";

    /// <returns>How many were reminded.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var today = clock.Today();
        var timetable = (await days.Current(db, cancel)).Timetable;
        var furthest = clock.InstantOf(today.AddDays(NearSessions.Furthest).ToDateTime(TimeOnly.MinValue));
        var yesterday = clock.InstantOf(today.AddDays(-NearSessions.Furthest).ToDateTime(TimeOnly.MinValue));
        var waiting = await db.Set<LeaveRequest>().AsNoTracking()
            .Where(leave => leave.ReturnTold == null && leave.ReturnedAt == null && !leave.IsVoid && leave.CoverAcceptedAt != null)
            .Where(leave => (leave.State == LeaveState.Approved || leave.State == LeaveState.Filed) && leave.To >= yesterday && leave.To <= furthest)
            .Include(leave => leave.Staff).OrderBy(leave => leave.Id).ToListAsync(cancel);
        var following = await Following(db, waiting, furthest, cancel);
        var ran = await each.Run(
            Job, waiting, leave => new Item(Job, $"leave/{leave.Id}", $"{leave.Staff!.Name}的假条 {leave.Id} 的返岗提醒"),
            (leave, stop) => Remind(leave.Id, timetable, following, today, stop), cancel);
        return ran.Changed;
    }

    private async Task<int> Remind(int id, Timetable timetable, ILookup<int, DateTimeOffset> following, DateOnly today, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Locked, so that of two servers one reminds.
        var leave = await db.Set<LeaveRequest>().FromSql($"""
            SELECT *, xmin FROM leave_request WHERE id = {id} AND return_told IS NULL AND returned_at IS NULL AND NOT is_void FOR UPDATE SKIP LOCKED
            """).Include(leave => leave.Staff).SingleOrDefaultAsync(cancel);
        // Leave that goes on is left to the last one's reminder.
        if (leave is null || following[leave.StaffId].Any(next => next >= leave.To
            && !timetable.Touching(new(LocalMinute.Of(clock.Civil(leave.To)), LocalMinute.Of(clock.Civil(next)))).Any()))
            return 0;
        var end = LocalMinute.Of(clock.Civil(leave.To));
        var returns = Return(timetable, end);
        if (returns is null || today >= returns.Day || today < WorkdayBefore(timetable, returns.Day))
            return 0;
        var now = clock.GetUtcNow();
        leave.ReturnTold = now;
        Message.Tell(db, now, [leave.CoverId!.Value], MessageKind.Cover,
            $"{leave.Staff!.Name}的假期到 {clock.Moment(leave.To)} 为止，将于 {clock.Moment(clock.InstantOf(LocalMinute.Later(returns.Hours.Start, end).ToDateTime()))} 返岗，请准备交接。", "/cover");
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return 1;
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
