using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>Tells the chapter of leave who has signed in.</summary>
internal sealed class SeeArrivals : ISeeArrivals
{
    public async Task<IReadOnlyList<Arrival>> Read(HallDb db, IReadOnlyCollection<int> staffIds, DateOnly first, DateOnly last, CancellationToken cancel) =>
        await db.Set<Punch>().AsNoTracking().OrderBy(punch => punch.At)
            .Where(punch => staffIds.Contains(punch.StaffId) && punch.Day >= first && punch.Day <= last
                && punch.Action == PunchAction.In && punch.Outcome == PunchOutcome.Accepted && punch.Part != null)
            .Select(punch => new Arrival(punch.StaffId, punch.At, punch.Day, punch.Part!.Value)).ToListAsync(cancel);
}
