using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>Leave that goes on in another request: whatever ends the one leaves the other as it is.</summary>
internal static class LeaveChain
{
    /// <summary>The person's request that follows one's end without a working minute between; null: none.</summary>
    /// <param name="end">The end to look from: where it was brought forward, the one before.</param>
    public static async Task<LeaveRequest?> Next(HallDb db, TimeProvider clock, Timetable timetable, LeaveRequest leave, DateTimeOffset end, CancellationToken cancel)
    {
        var next = await db.Set<LeaveRequest>().AsNoTracking().NotVoid()
            .Where(other => other.StaffId == leave.StaffId && other.Id != leave.Id && other.State != LeaveState.SentBack && other.From >= end)
            .OrderBy(other => other.From).FirstOrDefaultAsync(cancel);
        return next is null || timetable.WorkingMinutes(new(LocalMinute.Of(clock.Civil(end)), LocalMinute.Of(clock.Civil(next.From)))) > 0 ? null : next;
    }
}
