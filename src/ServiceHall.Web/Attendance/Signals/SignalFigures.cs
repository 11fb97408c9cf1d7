using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance.Signals;

/// <summary>How many signals nobody has looked at, and how many changes of device wait.</summary>
internal sealed class SignalFigures() : StartFigures(250, Right.WatchPunches)
{
    protected override IReadOnlyList<Due> Dues(HallDb db) =>
    [
        new("条打卡信号待查看", "/desk/signals", db.Set<Signal>().Where(signal => !db.Set<SignalLook>().Any(look => look.SignalId == signal.Id)).Select(_ => 1)),
        new("项更换设备待审批", "/desk/devices", db.Set<DeviceChange>().Where(change => change.DecidedAt == null).Select(_ => 1)),
    ];
}
