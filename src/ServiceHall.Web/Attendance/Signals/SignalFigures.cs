using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance.Signals;

/// <summary>How many signals nobody has looked at, and how many changes of device wait.</summary>
internal sealed class SignalFigures() : StartFigures(250, Right.WatchPunches)
{
    public override async Task<IReadOnlyList<Figure>> Read(HallDb db, CancellationToken cancel)
    {
        var signals = await db.Set<Signal>().CountAsync(signal => !db.Set<SignalLook>().Any(look => look.SignalId == signal.Id), cancel);
        var changes = await db.Set<DeviceChange>().CountAsync(change => change.DecidedAt == null, cancel);
        List<Figure> figures = [];
        if (signals > 0)
            figures.Add(new Figure($"{signals}", "条打卡信号待查看", "/desk/signals", Waits: true));
        if (changes > 0)
            figures.Add(new Figure($"{changes}", "项更换设备待审批", "/desk/devices", Waits: true));
        return figures;
    }
}
