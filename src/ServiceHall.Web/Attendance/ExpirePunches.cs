using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Attendance.Signals;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>Punches of closed quarters, with the signals about them. What came of each half day stays.</summary>
internal sealed class ExpirePunches : IRetentionKind
{
    public string Code => "punches";

    // The time in which a labour dispute can be brought (劳动争议调解仲裁法 第二十七条).
    public int LeastDays => 365;

    public bool AsOwner => true;

    public bool WaitsForClosing => true;

    public Task<int> Count(HallDb db, RetentionLimit limit, CancellationToken cancel) =>
        db.Set<Punch>().CountAsync(punch => punch.Day < limit.Day, cancel);

    public async Task<int> Remove(HallDb db, RetentionLimit limit, CancellationToken cancel)
    {
        var old = await db.Set<Punch>().Where(punch => punch.Day < limit.Day).OrderBy(punch => punch.Id).Take(RetentionLimit.Batch)
            .Select(punch => punch.Id).ToListAsync(cancel);
        await db.Set<SignalLook>().Where(look => old.Contains(look.Signal!.PunchId)).ExecuteDeleteAsync(cancel);
        await db.Set<Signal>().Where(signal => old.Contains(signal.PunchId)).ExecuteDeleteAsync(cancel);
        return await db.Set<Punch>().Where(punch => old.Contains(punch.Id)).ExecuteDeleteAsync(cancel);
    }
}
