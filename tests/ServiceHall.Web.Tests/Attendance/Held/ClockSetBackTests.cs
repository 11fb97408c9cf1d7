using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance.Held;
using ServiceHall.Web.Hosting.Clock;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Tests.Attendance.Held;

/// <summary>A clock that was set back opens no half day again, and no press is lost meanwhile.</summary>
public sealed class ClockSetBackTests : IAsyncLifetime
{
    private readonly PunchingHall _hall = new();
    private Actor _clerk = null!, _section = null!, _administrator = null!;

    public async Task InitializeAsync()
    {
        await _hall.InitializeAsync();
        (_clerk, _section, _administrator) = (
            await _hall.Clerk("H1"), await _hall.Person("H2", HallRole.Section), await _hall.Person("H3", HallRole.SystemAdministrator));
        _hall.At("2026-11-17 08:20:00");
        Assert.True((await _hall.Press(_clerk, PunchAction.In)).Accepted);
        _hall.At("2026-11-19 08:00:00");
        await _hall.Get<CloseSessions>().Run(default);
        await Rounds().Look(default);
    }

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task A_press_for_a_half_day_that_is_closed_is_kept_and_held_and_changes_nothing()
    {
        var before = await Standing();
        _hall.At("2026-11-17 11:40:00");
        var key = Guid.NewGuid();

        var told = await _hall.Press(_clerk, PunchAction.Out, key: key);
        var again = await _hall.Press(_clerk, PunchAction.Out, key: key);

        Assert.Equal((false, "held"), (told.Accepted, told.Outcome));
        Assert.Contains("服务器时钟异常，已收下，待核实", told.Sentence, StringComparison.Ordinal);
        Assert.Equal(told, again);
        Assert.Single(await _hall.Punches(_clerk));
        var held = Assert.Single((await _hall.Get<VerifyHeld>().List(_section, all: false, 1, default)).Value.Rows);
        Assert.Equal((PunchAction.Out, PunchOutcome.Accepted, PunchingHall.Inside.Latitude), (held.Action, held.Outcome, held.Latitude));
        await _hall.Get<RecomputeStale>().Run(default);
        Assert.Equal(before, await Standing());
    }

    [Fact]
    public async Task Everybody_is_told_once_and_when_the_clock_is_right_again_presses_are_judged()
    {
        _hall.At("2026-11-17 08:25:00");
        await Rounds().Look(default);
        await Rounds().Look(default);

        Assert.Contains("服务器时钟异常", _hall.Get<ClockWatch>().Ribbon, StringComparison.Ordinal);
        foreach (var reader in new[] { _section, _administrator })
            Assert.Single(await Told(reader));

        _hall.At("2026-11-19 08:20:00");
        await Rounds().Look(default);
        Assert.Null(_hall.Get<ClockWatch>().Ribbon);
        Assert.Contains("已恢复正常", (await Told(_section))[^1], StringComparison.Ordinal);
        Assert.True((await _hall.Press(_clerk, PunchAction.In)).Accepted);
    }

    [Fact]
    public async Task Some_minutes_between_two_servers_hold_nothing()
    {
        _hall.At("2026-11-19 08:25:00");
        await Rounds().Look(default);
        _hall.At("2026-11-19 08:21:00");

        Assert.True((await _hall.Press(_clerk, PunchAction.In)).Accepted);
    }

    [Fact]
    public async Task The_section_verifies_each_on_record_and_nobody_their_own()
    {
        _hall.At("2026-11-17 11:40:00");
        await _hall.Press(_clerk, PunchAction.Out);
        var verify = _hall.Get<VerifyHeld>();
        Assert.Contains((await _hall.Get<ShowStart>().Run(_section, default)).Value, figure => figure is { Number: "1", Address: "/desk/held-punches" });
        var id = (await verify.List(_section, all: false, 1, default)).Value.Rows[0].Id;

        Assert.Equal(RefusalKind.NotAllowed, (await verify.Run(_clerk, id, "在岗", default)).Refusal!.Kind);
        Assert.NotNull((await verify.Run(_section, id, " ", default)).Refusal);
        Assert.Null((await verify.Run(_section, id, "已登记免考勤", default)).Refusal);

        Assert.Empty((await verify.List(_section, all: false, 1, default)).Value.Rows);
        Assert.Contains(await _hall.AuditRecords(), record => record.Action == "punch.verify-held" && record.ActorId == _section.StaffId);
    }

    [Fact]
    public async Task A_clock_that_was_ahead_and_is_right_now_is_confirmed_by_the_administrator_alone()
    {
        _hall.At("2027-11-19 08:00:00");
        await Rounds().Look(default);
        _hall.At("2026-11-19 08:20:00");
        await Rounds().Look(default);
        Assert.True(_hall.Get<ClockWatch>().Holds);

        Assert.Equal(RefusalKind.NotAllowed, (await _hall.Get<ConfirmClock>().Run(_section, default)).Refusal!.Kind);
        Assert.Null((await _hall.Get<ConfirmClock>().Run(_administrator, default)).Refusal);

        Assert.False(_hall.Get<ClockWatch>().Holds);
        Assert.True((await _hall.Press(_clerk, PunchAction.In)).Accepted);
    }

    [Fact]
    public async Task On_a_database_that_has_no_mark_yet_the_newest_records_are_compared()
    {
        await _hall.Sql($"DELETE FROM clock_mark");
        _hall.At("2026-11-17 11:40:00");
        await Rounds().Look(default);

        Assert.True(_hall.Get<ClockWatch>().Holds);
    }

    private async Task<List<string>> Standing() => [.. await _hall.Results(_clerk), .. await _hall.Entries(_clerk)];

    private ClockRounds Rounds() => ActivatorUtilities.CreateInstance<ClockRounds>(_hall.Services);

    private async Task<List<string>> Told(Actor actor)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        return await db.Set<Message>().Where(message => message.StaffId == actor.StaffId && message.Address == "/desk/held-punches").OrderBy(message => message.Id)
            .Select(message => message.Text).ToListAsync();
    }
}
