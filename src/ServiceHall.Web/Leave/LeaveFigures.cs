using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>Leave that waits to be filed (待备案).</summary>
internal sealed class LeaveFigures() : StartFigures(150, Right.FileLeave)
{
    public override async Task<IReadOnlyList<Figure>> Read(HallDb db, CancellationToken cancel)
    {
        var waiting = await db.Set<LeaveRequest>().CountAsync(leave => leave.State == LeaveState.Approved, cancel);
        return waiting == 0 ? [] : [new Figure($"{waiting}", "假条待备案", $"/desk/leave?state={ListLeave.Which.ToFile}", Waits: true)];
    }
}
