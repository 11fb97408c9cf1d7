using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Signals;
using ServiceHall.Web.SetAside;

namespace ServiceHall.Web.Tests.Attendance.Signals;

/// <summary>Reading signals moves on, whatever one device or one punch is like.</summary>
public sealed class ManyPressesTests : IAsyncLifetime
{
    private readonly PunchingHall _hall = new();

    public Task InitializeAsync() => _hall.InitializeAsync();

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task A_device_with_ten_thousand_presses_of_two_people_is_read_to_its_end_in_seconds()
    {
        var (one, other) = (await _hall.Clerk("P1"), await _hall.Clerk("P2"));
        await Press(one, "2026-11-19 08:20:00", "shared");
        await Press(other, "2026-11-19 08:21:00", "shared");
        await _hall.Sql($"""
            INSERT INTO punch (staff_id, key, at, minute, day, action, part, outcome, window_id, site_id, device, address, clause, sentence, proof)
            SELECT p.staff_id, gen_random_uuid(), p.at, p.minute, p.day, p.action, p.part, p.outcome, p.window_id, p.site_id, p.device, p.address, p.clause, p.sentence, p.proof
            FROM punch p, generate_series(1, 5000)
            """);
        await _hall.Owner("ANALYZE punch");
        _hall.At("2026-11-19 08:30:00");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        await _hall.Get<ReadSignals>().Run(limit.Token);

        Assert.Equal(1, await Signals(other));
        Assert.Equal(0, await Signals(one));
        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.Equal(await db.Set<Web.Attendance.Punch>().MaxAsync(punch => punch.Id), (await db.Set<SignalProgress>().SingleAsync()).LastPunchId);
    }

    [Fact]
    public async Task A_punch_that_cannot_be_read_is_set_aside_and_those_after_it_are_read()
    {
        var (bad, good, section) = (await _hall.Clerk("P3"), await _hall.Clerk("P4"), await _hall.Person("P5", HallRole.Section));
        foreach (var clerk in new[] { bad, good })
        {
            await Press(clerk, "2026-11-19 08:20:00", $"a{clerk.StaffId}");
            await Press(clerk, "2026-11-19 08:21:00", $"b{clerk.StaffId}");
        }

        await _hall.Owner($"ALTER TABLE signal ADD CONSTRAINT refused CHECK (staff_id <> {bad.StaffId})");
        _hall.At("2026-11-19 08:30:00");
        await _hall.Get<ReadSignals>().Run(default);
        Assert.Equal((0, 1), (await Signals(bad), await Signals(good)));
        Assert.Contains("的信号", Assert.Single((await _hall.Get<ListSetAside>().Run(section, 1, default)).Value.Rows).What, StringComparison.Ordinal);

        await _hall.Owner("ALTER TABLE signal DROP CONSTRAINT refused");
        _hall.At("2026-11-19 08:35:00");
        await _hall.Get<ReadSignals>().Run(default);
        Assert.Equal(1, await Signals(bad));
        Assert.Empty((await _hall.Get<ListSetAside>().Run(section, 1, default)).Value.Rows);
    }

    [Fact]
    public async Task A_punch_of_a_clock_that_was_set_back_since_is_not_waited_for()
    {
        var (ahead, after) = (await _hall.Clerk("P6"), await _hall.Clerk("P7"));
        await Press(ahead, "2026-11-20 08:20:00", "a");
        foreach (var device in new[] { "b", "c" })
            await Press(after, "2026-11-19 08:21:00", device);
        _hall.At("2026-11-19 08:30:00");

        await _hall.Get<ReadSignals>().Run(default);

        Assert.Equal(1, await Signals(after));
    }

    [Fact]
    public async Task Of_many_that_were_set_aside_none_leaves_the_list_unread_and_those_that_are_due_are_read_first()
    {
        var (waits, due) = (_hall.Clock.GetUtcNow().AddMinutes(30), _hall.Clock.GetUtcNow().AddMinutes(-1));
        await using (var db = await _hall.Factory.CreateDbContextAsync())
        {
            // 600 that wait, 600 that are due: 40 of these since a clock was set back, for their time would come only in days.
            db.AddRange(Enumerable.Range(1, 1200).Select(number => new SetAsideItem
            {
                Line = ReadSignals.Job, Key = $"{number}", What = "打卡", Sentence = "程序出错。", Fault = "", Since = due, LastTry = due, Tries = 1,
                NextTry = number <= 600 ? waits : number <= 640 ? due.AddDays(10) : due,
            }));
            await db.SaveChangesAsync();
        }

        await _hall.Get<ReadSignals>().Run(default);
        Assert.Equal(700, await Aside());
        await _hall.Get<ReadSignals>().Run(default);
        Assert.Equal(600, await Aside());

        async Task<int> Aside()
        {
            await using var db = await _hall.Factory.CreateDbContextAsync();
            return await db.Set<SetAsideItem>().CountAsync();
        }
    }

    private async Task Press(Actor actor, string civil, string device)
    {
        _hall.At(civil);
        var told = await _hall.Get<ClockIn>().Run(actor, new(PunchAction.In, Guid.NewGuid(), PunchingHall.Inside, TimeSpan.FromSeconds(1), device), default);
        Assert.True(told.Value.Accepted, told.Value.Sentence);
    }

    private async Task<int> Signals(Actor actor)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        return await db.Set<Signal>().CountAsync(signal => signal.StaffId == actor.StaffId);
    }
}
