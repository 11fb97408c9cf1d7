using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>Leave that waits to be filed (待备案).</summary>
internal sealed class LeaveFigures() : StartFigures(150, Right.FileLeave)
{
    protected override IReadOnlyList<Due> Dues(HallDb db) =>
        [new("假条待备案", $"/desk/leave?state={ListLeave.Which.ToFile}", db.Set<LeaveRequest>().Where(leave => leave.State == LeaveState.Approved).Select(_ => 1))];
}
