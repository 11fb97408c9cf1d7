using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>Changes a request along its flow: locks it, refuses what its state does not allow, and adds the step that says who and when.</summary>
internal static class LeaveChange
{
    /// <summary>Reads a request for a change. Whoever comes second waits here, and then finds the state that the first one left.</summary>
    public static async Task<LeaveRequest?> Locked(HallDb db, int id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM leave_request WHERE id = {id} FOR UPDATE", cancel);
        return await db.Set<LeaveRequest>().Include(leave => leave.Staff).Include(leave => leave.Cover).Include(leave => leave.Signatures)
            .SingleOrDefaultAsync(leave => leave.Id == id, cancel);
    }

    /// <summary>Takes a step.</summary>
    /// <param name="actorId">Who; null: the hall's own schedule.</param>
    /// <returns>Why the state does not allow it; null: the step is taken, to be saved with the rest.</returns>
    public static Refusal? Take(HallDb db, LeaveRequest leave, LeaveAct act, int? actorId, DateTimeOffset now, string remark = "")
    {
        LeaveState? from = leave.Turn == 0 ? null : leave.State;
        if (LeaveFlow.After(from, act) is not { } to)
            return LeaveFaults.NotNow(leave, act);
        (leave.State, leave.Turn) = (to, leave.Turn + 1);
        if (to is LeaveState.Refused or LeaveState.Cancelled)
            leave.IsVoid = true;
        db.Add(new LeaveStep { Leave = leave, Turn = leave.Turn, Act = act, FromState = from, ToState = to, At = now, ActorId = actorId, Remark = remark });
        return null;
    }
}
