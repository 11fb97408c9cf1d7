using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Signals;
using ServiceHall.Web.Messages;
using ServiceHall.Web.SetAside;

namespace ServiceHall.Web.Tests.Attendance.Signals;

public sealed class SignalTests : IClassFixture<PunchingHall>
{
    private static int s_people;
    private readonly PunchingHall _hall;

    public SignalTests(PunchingHall hall)
    {
        _hall = hall;
        hall.At("2026-11-19 08:00:00");
    }

    [Fact]
    public async Task The_first_accepted_punch_binds_the_device_and_another_one_is_signalled_once_a_day()
    {
        var clerk = await Clerk();
        await Press(clerk, "2026-11-19 08:10:00", "phone-refused", PunchingHall.Outside);
        await Press(clerk, "2026-11-19 08:20:00", "phone-a");
        await Press(clerk, "2026-11-19 08:21:00", "phone-b");
        await Press(clerk, "2026-11-19 08:22:00", "phone-b");
        await Read("2026-11-19 08:30:00");

        Assert.Equal(Device(clerk, "phone-a"), (await _hall.Get<ChangeDevice>().Mine(clerk, default)).Bound?.Device);
        Assert.Equal(["OtherDevice phone-b"], await Signals(clerk));
        Assert.All((await _hall.Punches(clerk)).Skip(1), punch => Assert.Equal(PunchOutcome.Accepted, punch.Outcome));
    }

    [Fact]
    public async Task Two_people_on_one_device_in_a_day_are_one_signal()
    {
        var (one, other) = (await Clerk(), await Clerk());
        await Press(one, "2026-11-19 08:20:00", "shared");
        await Press(other, "2026-11-19 08:21:00", "shared");
        await Press(one, "2026-11-19 08:22:00", "shared");
        await Read("2026-11-19 08:30:00");

        Assert.Empty(await Signals(one));
        Assert.Equal(["SharedDevice shared"], await Signals(other));
    }

    [Fact]
    public async Task The_same_coordinates_on_three_days_are_a_signal_and_on_two_are_none()
    {
        var clerk = await Clerk();
        foreach (var day in new[] { "17", "18" })
            await Press(clerk, $"2026-11-{day} 08:20:00", "still", PunchingHall.Inside);
        await Read("2026-11-18 09:00:00");
        Assert.Empty(await Signals(clerk));

        await Press(clerk, "2026-11-19 08:20:00", "still", PunchingHall.Inside);
        await Read("2026-11-19 08:30:00");

        Assert.Equal(["SamePlace "], await Signals(clerk));
    }

    [Fact]
    public async Task A_jump_that_nobody_can_travel_is_a_signal_and_a_drive_is_none()
    {
        var (jumps, drives) = (await Clerk(), await Clerk());
        var far = PunchingHall.Inside with { Latitude = PunchingHall.Latitude + 0.2 };
        await Press(jumps, "2026-11-19 08:10:00", "j", far);
        await Press(jumps, "2026-11-19 08:12:00", "j");
        await Press(drives, "2026-11-19 07:40:00", "d", far);
        await Press(drives, "2026-11-19 08:20:00", "d");
        await Read("2026-11-19 08:30:00");

        Assert.Equal(["Jump "], await Signals(jumps));
        Assert.Empty(await Signals(drives));
    }

    [Fact]
    public async Task Punches_are_read_once_also_by_two_servers_and_signals_cannot_be_changed()
    {
        var clerk = await Clerk();
        await Press(clerk, "2026-11-19 08:20:00", "phone-a");
        await Press(clerk, "2026-11-19 08:21:00", "phone-b");
        _hall.At("2026-11-19 08:30:00");

        await Task.WhenAll(_hall.Get<ReadSignals>().Run(default), new ReadSignals(_hall.Factory, _hall.Clock, _hall.Get<KeepSetAside>(), _hall.Get<ForEachItem>()).Run(default));
        Assert.Equal(0, await _hall.Get<ReadSignals>().Run(default));

        Assert.Single(await Signals(clerk));
        await using var db = await _hall.Factory.CreateDbContextAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync("DELETE FROM signal"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task The_section_marks_a_signal_as_looked_at_with_a_remark_on_record()
    {
        var clerk = await Clerk();
        var section = await _hall.Person($"S-section{Interlocked.Increment(ref s_people)}", HallRole.Section);
        await Press(clerk, "2026-11-19 08:20:00", "phone-a");
        await Press(clerk, "2026-11-19 08:21:00", "phone-b");
        await Read("2026-11-19 08:30:00");
        var list = _hall.Get<ListSignals>();
        var number = await Number(clerk);
        var row = Assert.Single((await list.Run(section, new(number, SignalKind.OtherDevice, All: false, 1), default)).Value.Rows);
        Assert.Contains("不是绑定的设备", SignalWords.Fact(row.Signal), StringComparison.Ordinal);

        Assert.Contains("请写明", (await list.Look(section, row.Signal.Id, " ", default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Null((await list.Look(section, row.Signal.Id, "本人换了手机，已核实", default)).Refusal);
        Assert.Equal(RefusalKind.Conflict, (await list.Look(section, row.Signal.Id, "再看", default)).Refusal?.Kind);

        Assert.Empty((await list.Run(section, new(number, null, All: false, 1), default)).Value.Rows);
        Assert.Equal("本人换了手机，已核实", Assert.Single((await list.Run(section, new(number, null, All: true, 1), default)).Value.Rows).Look?.Remark);
        Assert.Contains(await _hall.AuditRecords(), record => record is { Action: "punch.look-at-signal", Detail: "" } && record.ActorId == section.StaffId);
        Assert.Equal(RefusalKind.NotAllowed, (await list.Run(clerk, new("", null, All: true, 1), default)).Refusal?.Kind);
    }

    [Fact]
    public async Task A_change_of_device_is_asked_for_by_the_person_and_approved_by_the_section()
    {
        var clerk = await Clerk();
        var section = await _hall.Person($"S-section{Interlocked.Increment(ref s_people)}", HallRole.Section);
        var change = _hall.Get<ChangeDevice>();
        await Press(clerk, "2026-11-19 08:20:00", "phone-a");
        await Read("2026-11-19 08:30:00");

        Assert.Contains("不需要更换", (await change.Ask(clerk, Device(clerk, "phone-a"), "新手机", default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Null((await change.Ask(clerk, Device(clerk, "phone-b"), "新手机", default)).Refusal);
        Assert.Contains("已有一项", (await change.Ask(clerk, Device(clerk, "phone-c"), "又换了", default)).Refusal!.Text, StringComparison.Ordinal);
        var asked = (await change.Mine(clerk, default)).Asked!;
        Assert.Equal(RefusalKind.NotAllowed, (await change.Decide(clerk, asked.Id, true, "", default)).Refusal?.Kind);
        Assert.Contains("请写明原因", (await change.Decide(section, asked.Id, false, "", default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Null((await change.Decide(section, asked.Id, true, "", default)).Refusal);
        Assert.Equal(RefusalKind.Conflict, (await change.Decide(section, asked.Id, false, "不同意", default)).Refusal?.Kind);

        Assert.Equal(Device(clerk, "phone-b"), (await change.Mine(clerk, default)).Bound?.Device);
        await using (var db = await _hall.Factory.CreateDbContextAsync())
            Assert.Contains("申请更换打卡设备，待科室审批。", await db.Set<Message>().Where(told => told.StaffId == section.StaffId).Select(told => told.Text).SingleAsync(), StringComparison.Ordinal);
        await using (var db = await _hall.Factory.CreateDbContextAsync())
            Assert.Equal(["科室同意更换打卡设备。新手机已绑定，今后请用它打卡。 /m/device"], await db.Set<Message>().Where(told => told.StaffId == clerk.StaffId).Select(told => $"{told.Text} {told.Address}").ToListAsync());
        await Press(clerk, "2026-11-19 11:31:00", "phone-b");
        await Read("2026-11-19 11:40:00");
        Assert.Empty(await Signals(clerk));
    }

    [Fact]
    public async Task Nobody_of_the_section_approves_their_own_phone()
    {
        var section = await _hall.Person($"S-own{Interlocked.Increment(ref s_people)}", HallRole.Section);
        var change = _hall.Get<ChangeDevice>();
        Assert.Null((await change.Ask(section, "own-phone", "新手机", default)).Refusal);

        var answer = await change.Decide(section, (await change.Mine(section, default)).Asked!.Id, true, "", default);

        Assert.Contains("不能审批自己", answer.Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_raw_position_is_for_the_section_head_and_each_look_is_on_record()
    {
        var clerk = await Clerk();
        var number = Interlocked.Increment(ref s_people);
        var (section, head) = (await _hall.Person($"S-sec{number}", HallRole.Section), await _hall.Person($"S-head{number}", HallRole.SectionHead));
        await Press(clerk, "2026-11-19 08:20:00", "phone-a");
        var punch = Assert.Single(await _hall.Punches(clerk));

        var shown = (await _hall.Get<ShowPunch>().Run(section, punch.Id, default)).Value;
        Assert.True(shown.HasPosition);
        Assert.Equal(RefusalKind.NotAllowed, (await _hall.Get<ShowPunch>().Position(section, punch.Id, default)).Refusal?.Kind);
        Assert.Equal(PunchingHall.Latitude, (await _hall.Get<ShowPunch>().Position(head, punch.Id, default)).Value.Latitude);

        var looks = (await _hall.AuditRecords()).Where(record => record.Action == "punch.position" && record.ActorId != null).ToList();
        Assert.Contains(looks, look => look.ActorId == head.StaffId && look.Outcome == AuditOutcome.Done && look.Subject == $"punch {punch.Id}");
        Assert.Contains(looks, look => look.ActorId == section.StaffId && look.Outcome == AuditOutcome.NotAllowed);
    }

    private async Task<Actor> Clerk() => await _hall.Clerk($"S{Interlocked.Increment(ref s_people):000}");

    // Each a little elsewhere, as real phones are.
    private async Task Press(Actor actor, string civil, string device, Position? position = null)
    {
        _hall.At(civil);
        var drift = Interlocked.Increment(ref s_people) * 1e-7;
        var place = position ?? (PunchingHall.Inside with { Latitude = PunchingHall.Latitude });
        if (position is null)
            place = place with { Longitude = place.Longitude + drift };
        await _hall.Get<ClockIn>().Run(actor, new(PunchAction.In, Guid.NewGuid(), place, TimeSpan.FromSeconds(1), Device(actor, device)), default);
    }

    // Everybody has phones of their own, but for the one that is shared.
    private static string Device(Actor actor, string device) => device == "shared" ? device : $"{actor.StaffId}/{device}";

    private async Task Read(string civil)
    {
        _hall.At(civil);
        await _hall.Get<ReadSignals>().Run(default);
    }

    private async Task<string> Number(Actor actor)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        return await db.Staff.Where(staff => staff.Id == actor.StaffId).Select(staff => staff.Number).SingleAsync();
    }

    private async Task<List<string>> Signals(Actor actor)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        var rows = await db.Set<Signal>().AsNoTracking().Where(signal => signal.StaffId == actor.StaffId).OrderBy(signal => signal.Id).ToListAsync();
        return [.. rows.Select(signal => $"{signal.Kind} {signal.Device.Split('/')[^1]}")];
    }
}
