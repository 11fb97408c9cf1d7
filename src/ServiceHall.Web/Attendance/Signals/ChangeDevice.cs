using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance.Codes;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attendance.Signals;

/// <summary>A person asks to bind another phone, and the section decides. Until then its punches count, and are signalled.</summary>
internal sealed class ChangeDevice(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public const int PageSize = 30;

    /// <summary>A person's own device, and what they last asked for.</summary>
    internal sealed record Own(BoundDevice? Bound, DeviceChange? Asked);

    internal sealed record Found(IReadOnlyList<DeviceChange> Rows, int Total, int Page);

    public async Task<Own> Mine(Actor actor, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return new Own(
            await db.Set<BoundDevice>().AsNoTracking().SingleOrDefaultAsync(bound => bound.StaffId == actor.StaffId, cancel),
            await db.Set<DeviceChange>().AsNoTracking().Where(change => change.StaffId == actor.StaffId).OrderByDescending(change => change.Id).FirstOrDefaultAsync(cancel));
    }

    /// <summary>Asks for the change.</summary>
    /// <param name="device">What the new phone calls itself.</param>
    public async Task<Answer<Done>> Ask(Actor actor, string device, string reason, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "punch.ask-device", right: null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var text = reason.Trim();
        if (device.Length is 0 or > AttendanceTables.DeviceLength || device.Any(char.IsControl) || TerminalDevice.Is(device))
            return new Refusal("没有读到本机的设备标识。请在要更换成的手机上打开本页；浏览器须允许保存数据。");
        if (Cut.Count(text) is 0 or > SignalTables.RemarkLength || text.Any(char.IsControl))
            return new Refusal($"请写明更换原因，1 至 {SignalTables.RemarkLength} 个字，例如“换了新手机”。");
        if (await act.Db.Set<BoundDevice>().AnyAsync(bound => bound.StaffId == actor.StaffId && bound.Device == device, cancel))
            return new Refusal("本机就是已绑定的设备，不需要更换。");
        act.Db.Add(new DeviceChange { StaffId = actor.StaffId, Device = device, Reason = text, AskedAt = act.Now });
        var section = await SectionPeople.Ids(act.Db, Right.WatchPunches, act.Today, cancel);
        Message.Tell(act.Db, act.Now, section.Where(id => id != actor.StaffId), MessageKind.Device, $"{act.Rights.Name}申请更换打卡设备，待科室审批。", "/desk/devices");
        act.Record($"staff {act.Rights.Number}", SignalWords.Short(device));
        try
        {
            await act.Commit(cancel);
        }
        catch (DbUpdateException clash) when (clash.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new Refusal("您已有一项更换申请在等科室审批，不需要再次提交。");
        }

        return new Done();
    }

    /// <summary>What was asked for, what waits first.</summary>
    public async Task<Answer<Found>> List(Actor actor, bool all, int page, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "punch.devices", Right.WatchPunches, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var changes = act.Db.Set<DeviceChange>().AsNoTracking().Where(change => all || change.DecidedAt == null);
        var total = await changes.CountAsync(cancel);
        var number = ListPages.Nearest(page, total, PageSize);
        var rows = await changes.Include(change => change.Staff).Include(change => change.DecidedBy)
            .OrderBy(change => change.DecidedAt != null).ThenByDescending(change => change.Id)
            .Skip((number - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        return new Found(rows, total, number);
    }

    /// <summary>Approves or refuses; a refusal needs a remark. Nobody decides about themselves.</summary>
    public async Task<Answer<Done>> Decide(Actor actor, int changeId, bool approve, string remark, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "punch.decide-device", Right.WatchPunches, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var text = remark.Trim();
        if (Cut.Count(text) > SignalTables.RemarkLength || text.Any(char.IsControl) || (!approve && text.Length == 0))
            return new Refusal($"不同意时请写明原因，最多 {SignalTables.RemarkLength} 个字。");
        // Locked: of two who decide in one second, one is told.
        var change = await act.Db.Set<DeviceChange>().FromSql($"SELECT *, xmin FROM device_change WHERE id = {changeId} FOR UPDATE").SingleOrDefaultAsync(cancel);
        if (change is not { DecidedAt: null })
            return new Refusal("这项申请已由他人处理，列表已刷新。", Kind: RefusalKind.Conflict);
        if (change.StaffId == actor.StaffId)
            return await act.RefuseAsNotAllowed($"device-change {changeId}", new Refusal("不能审批自己的申请，请由其他同事处理。"), cancel);
        (change.DecidedAt, change.DecidedById, change.IsApproved, change.Remark) = (act.Now, actor.StaffId, approve, text.Length > 0 ? text : null);
        if (approve)
        {
            await act.Db.Database.ExecuteSqlAsync(
                $"INSERT INTO bound_device (staff_id, device, since) VALUES ({change.StaffId}, {change.Device}, {act.Now}) ON CONFLICT (staff_id) DO UPDATE SET device = excluded.device, since = excluded.since",
                cancel);
        }

        var reason = text.Length > 0 ? "，写有意见，请打开查看" : "";
        Message.Tell(act.Db, act.Now, [change.StaffId], MessageKind.Device,
            approve ? $"科室同意更换打卡设备{reason}。新手机已绑定，今后请用它打卡。" : $"科室没有同意更换打卡设备{reason}。仍请用原来的手机打卡。", "/m/device");
        act.Record($"device-change {changeId}", approve ? "同意" : "不同意");
        await act.Commit(cancel);
        return new Done();
    }
}
