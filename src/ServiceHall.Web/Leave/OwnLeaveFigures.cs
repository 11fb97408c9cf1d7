using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>The signatures and the covers that wait for somebody's answer.</summary>
internal sealed class OwnLeaveFigures(TimeProvider clock) : OwnFigures
{
    public override async Task<ILookup<int, Figure>> Read(HallDb db, int? staffId, CancellationToken cancel)
    {
        var signatures = await WaitingSignature.Read(db, clock, staffId, cancel);
        var covers = await MyCovers.Asked(db, staffId, clock.GetUtcNow()).Select(leave => (leave.State == LeaveState.WaitsForCover ? leave.CoverId : leave.NextCoverId)!.Value).ToListAsync(cancel);
        return signatures.CountBy(one => one.By.StaffId).Select(count => (count.Key, Figure: new Figure($"{count.Value}", "请假待您签批", LeaveAddresses.Approvals, Waits: true) { OnPhone = "/m/approvals" }))
            .Concat(covers.CountBy(id => id).Select(count => (count.Key, Figure: new Figure($"{count.Value}", "顶岗待您答复", "/desk/cover", Waits: true) { OnPhone = "/m/cover" })))
            .ToLookup(pair => pair.Key, pair => pair.Figure);
    }
}
