using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Store;
using static ServiceHall.Web.Tests.Leave.AskingHall;

namespace ServiceHall.Web.Tests.Leave;

/// <summary>Coming back early is a punch that shortens the leave, and the end of leave that the cover person is reminded of.</summary>
public sealed class EarlyReturnTests(AskingHall hall) : IClassFixture<AskingHall>, IAsyncLifetime
{
    public Task InitializeAsync()
    {
        hall.At("2026-11-19 08:00");
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_sign_in_during_approved_leave_ends_it_there_and_says_so()
    {
        var team = await hall.Team();
        var id = await hall.Approved(team.Clerk, Form("2026-11-20 08:30", "2026-11-24 17:00", team.Cover));
        hall.Clock.AdjustTime(hall.Clock.InstantOf(Time("2026-11-23 08:10")).AddSeconds(42));
        var key = Guid.NewGuid();

        var told = await Press(team.Clerk, PunchAction.In, key);
        var again = await Press(team.Clerk, PunchAction.In, key);

        Assert.Equal("已签到 08:10。已提前返岗，假期缩短至 11 月 23 日 08:10。", told.Sentence);
        Assert.Equal(told, again);
        var leave = await hall.Leave(id);
        Assert.Equal((LeaveState.Approved, hall.Clock.InstantOf(Time("2026-11-23 08:10")), hall.Clock.InstantOf(Time("2026-11-24 17:00"))), (leave.State, leave.To, leave.AskedTo));
        Assert.Equal(hall.Clock.GetUtcNow(), leave.ReturnedAt);
        var step = leave.Steps[^1];
        Assert.Equal((LeaveAct.Shorten, leave.Turn, team.Clerk.StaffId), (step.Act, step.Turn, step.ActorId!.Value));
        Assert.Contains(await hall.Told(team.Cover), text => text.Contains("已于 11 月 23 日 08:10 提前返岗，您不用再顶岗了", StringComparison.Ordinal));
        var said = $"测试{await hall.NumberOf(team.Clerk)}已于 11 月 23 日 08:10 提前返岗，假期缩短到此时。";
        foreach (var actor in new[] { team.Leader!, hall.Section, hall.SectionHead })
            Assert.Single(await hall.Told(actor), said);
        Assert.DoesNotContain(await hall.Told(hall.HallLeader), text => text.Contains("提前返岗", StringComparison.Ordinal));
        await using var db = await hall.Factory.CreateDbContextAsync();
        Assert.False(await db.Set<StaleDay>().AnyAsync(day => day.StaffId == team.Clerk.StaffId));
        // The days before stay leave, the rest of the day is owed again.
        var gate = await hall.Get<HallGate>().Current(db, default);
        var judged = await hall.Get<JudgeDays>().Run(db, gate, new(2026, 11, 23), [team.Clerk.StaffId], default);
        Assert.All(judged, session => Assert.NotNull(session.Result.Required));
        Assert.All(await hall.Get<JudgeDays>().Run(db, gate, new(2026, 11, 20), [team.Clerk.StaffId], default), session => Assert.Equal(Presence.Leave, session.Result.Presence));
    }

    [Fact]
    public async Task The_hall_is_told_of_all_that_an_early_return_wrote_and_of_nothing_else()
    {
        var team = await hall.Team();
        _ = await hall.Approved(team.Clerk, Form("2026-11-20 08:30", "2026-11-24 17:00", team.Cover));
        hall.At("2026-11-23 08:10");
        var told = new List<string>();
        hall.Get<Commits>().Watch(changed => told.Add(string.Join(' ', changed.Select(kind => kind.Name).Order(StringComparer.Ordinal))));

        await Press(team.Clerk, PunchAction.In, Guid.NewGuid());
        await Press(team.Clerk, PunchAction.In, Guid.NewGuid());

        Assert.Equal(["LeaveRequest Message Punch", "Punch"], told);
    }

    [Theory]
    [InlineData("2026-11-20 08:30", null)] // it has just begun, and nobody has anything to return from
    [InlineData("2026-11-20 09:00", PunchAction.In)]
    [InlineData("2026-11-20 11:40", null)] // between the sessions: neither in nor out is for somebody on leave
    [InlineData("2026-11-20 13:20", PunchAction.In)]
    public async Task Somebody_on_leave_is_offered_the_sign_in_that_ends_it_and_no_sign_out(string at, PunchAction? action)
    {
        var team = await hall.Team();
        _ = await hall.Approved(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover));
        hall.At(at);

        var next = (await hall.Get<TodayState>().Run(team.Clerk, default)).Next;

        Assert.Equal(action, next?.Slot.Action);
        Assert.Equal(action is not null, next?.EndsLeave ?? false);
    }

    [Theory]
    [InlineData("15:00", "17:00", "13:25", "16:00")]
    [InlineData("09:30", "11:30", "08:20", "10:15")]
    [InlineData("10:00", "10:40", "08:20", "10:20")] // strictly within a session
    [InlineData("08:30", "10:00", null, "09:10")]
    [InlineData("13:30", "15:00", null, "14:10")]
    [InlineData("08:30", "14:30", null, "13:20")] // before the session that it ends in
    public async Task Leave_by_the_hour_is_ended_by_a_sign_in_however_the_slot_stands(string from, string to, string? signIn, string back)
    {
        var team = await hall.Team();
        var id = await hall.Approved(team.Clerk, Form($"2026-11-20 {from}", $"2026-11-20 {to}", team.Cover));
        if (signIn is not null)
        {
            hall.At($"2026-11-20 {signIn}");
            _ = await Press(team.Clerk, PunchAction.In);
        }

        hall.At($"2026-11-20 {from}");
        Assert.DoesNotContain((await hall.Get<TodayState>().Run(team.Clerk, default)).Slots, slot => slot.EndsLeave);
        hall.At($"2026-11-20 {back}");
        Assert.Equal(PunchAction.In, Assert.Single((await hall.Get<TodayState>().Run(team.Clerk, default)).Slots, slot => slot.EndsLeave).Slot.Action);

        Assert.EndsWith($"已提前返岗，假期缩短至 11 月 20 日 {back}。", (await Press(team.Clerk, PunchAction.In)).Sentence, StringComparison.Ordinal);

        Assert.Equal(hall.Clock.GetUtcNow(), (await hall.Leave(id)).To);
        hall.At($"2026-11-20 {back[..^1]}5");
        Assert.DoesNotContain((await hall.Get<TodayState>().Run(team.Clerk, default)).Slots, slot => slot.EndsLeave);
    }

    [Theory]
    [InlineData("2026-11-20 07:45")] // before it begins
    [InlineData("2026-11-20 13:00")] // after it has ended
    public async Task A_sign_in_outside_the_leave_changes_nothing(string at)
    {
        var team = await hall.Team();
        // Handed in until 13:30; what lies after the last working minute is no leave.
        var id = await hall.Approved(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 13:30", team.Cover));
        hall.At(at);

        var told = await Press(team.Clerk, PunchAction.In);

        Assert.True(told.Accepted);
        Assert.DoesNotContain("假期", told.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(await hall.Told(team.Leader!), text => text.Contains("提前返岗", StringComparison.Ordinal));
        Assert.Null((await hall.Leave(id)).ReturnedAt);
    }

    [Fact]
    public async Task Leave_that_goes_on_in_another_request_is_told_of_and_ended_by_its_own_sign_in()
    {
        var team = await hall.Team();
        var first = await hall.Approved(team.Clerk, Form("2026-11-19 13:30", "2026-11-20 17:00", team.Cover));
        var next = await hall.Approved(team.Clerk, Form("2026-11-23 08:30", "2026-11-24 17:00", team.Cover, extends: first));
        hall.At("2026-11-20 08:10");

        var told = await Press(team.Clerk, PunchAction.In);

        Assert.Contains("假期缩短至 11 月 20 日 08:10", told.Sentence, StringComparison.Ordinal);
        Assert.Contains($"自 11 月 23 日 08:30 起的假条 {next} 不受影响", told.Sentence, StringComparison.Ordinal);
        Assert.Contains("撤销", told.Sentence, StringComparison.Ordinal);
        var cover = (await hall.Told(team.Cover))[^1];
        Assert.Contains("自 11 月 23 日 08:30 起的请假仍由您顶岗", cover, StringComparison.Ordinal);
        Assert.DoesNotContain("您不用再顶岗了", cover, StringComparison.Ordinal);
        Assert.Contains($"假条 {next} 不受影响", (await hall.Told(hall.Section))[^1], StringComparison.Ordinal);
        Assert.Equal(hall.Clock.InstantOf(Time("2026-11-24 17:00")), (await hall.Leave(next)).To);

        // Whoever did not take it back in time and works on Monday after all ends it by signing in.
        hall.At("2026-11-23 08:40");
        told = await Press(team.Clerk, PunchAction.In);
        Assert.Equal("已签到 08:40。已提前返岗，假期缩短至 11 月 23 日 08:40。", told.Sentence);
        Assert.Equal(hall.Clock.GetUtcNow(), (await hall.Leave(next)).To);
        Assert.EndsWith("您不用再顶岗了。", (await hall.Told(team.Cover))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leave_that_another_covers_keeps_nobody_who_covered_the_first()
    {
        var team = await hall.Team(colleagues: 2);
        var first = await hall.Approved(team.Clerk, Form("2026-11-19 13:30", "2026-11-20 17:00", team.Cover));
        _ = await hall.Submit(team.Clerk, Form("2026-11-23 08:30", "2026-11-24 17:00", team.Others[1], extends: first));
        hall.At("2026-11-20 08:10");

        Assert.Contains("自 11 月 23 日 08:30 起的假条", (await Press(team.Clerk, PunchAction.In)).Sentence, StringComparison.Ordinal);
        Assert.EndsWith("您不用再顶岗了。", (await hall.Told(team.Cover))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_a_sign_out_nor_a_refused_press_nor_leave_that_waits_is_an_early_return()
    {
        var team = await hall.Team();
        var id = await hall.Approved(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover));
        var waits = await hall.Team();
        var waiting = await hall.Accepted(waits.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", waits.Cover));
        hall.At("2026-11-20 10:00");
        Assert.True((await Press(team.Clerk, PunchAction.Out)).Accepted);
        Assert.True((await Press(waits.Clerk, PunchAction.In)).Accepted);
        hall.At("2026-11-20 12:00");
        Assert.False((await Press(team.Clerk, PunchAction.In)).Accepted);

        Assert.Null((await hall.Leave(id)).ReturnedAt);
        Assert.Null((await hall.Leave(waiting)).ReturnedAt);
    }

    [Fact]
    public async Task A_press_taken_over_from_a_history_marks_the_days_since_as_stale()
    {
        var team = await hall.Team();
        var id = await hall.Approved(team.Clerk, Form("2026-11-20 08:30", "2026-11-24 17:00", team.Cover));
        hall.At("2026-11-25 08:00");

        var written = await hall.Get<ClockInMany>().Run(
            [new(team.Clerk, new(PunchAction.In, Guid.NewGuid(), null, null, "history"), hall.Clock.InstantOf(Time("2026-11-23 08:20")))], default);

        Assert.Equal(1, written);
        Assert.Equal(hall.Clock.InstantOf(Time("2026-11-23 08:20")), (await hall.Leave(id)).To);
        await using var db = await hall.Factory.CreateDbContextAsync();
        var stale = await db.Set<StaleDay>().SingleAsync(day => day.StaffId == team.Clerk.StaffId);
        Assert.Equal((new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 25)), (stale.First, stale.Last));
    }

    [Fact]
    public async Task The_cover_person_is_reminded_once_on_the_workday_before_the_return()
    {
        var team = await hall.Team();
        // Back on Monday the 23rd: the workday before is Friday the 20th.
        _ = await hall.Approved(team.Clerk, Form("2026-11-19 13:30", "2026-11-20 17:00", team.Cover));
        async Task<List<string>> Reminders() => (await hall.Told(team.Cover)).FindAll(text => text.Contains("请准备交接", StringComparison.Ordinal));

        hall.At("2026-11-19 16:00");
        _ = await hall.Get<RemindReturns>().Run(default);
        Assert.Empty(await Reminders());
        hall.At("2026-11-20 08:40");
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => hall.Get<RemindReturns>().Run(default)));
        _ = await hall.Get<RemindReturns>().Run(default);

        Assert.Contains("将于 11 月 23 日（周一）08:30 返岗", Assert.Single(await Reminders()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leave_that_is_extended_is_reminded_of_when_the_whole_of_it_ends_and_a_morning_on_the_day_before()
    {
        var team = await hall.Team(colleagues: 2);
        _ = await hall.Approved(team.Clerk, Form("2026-11-19 13:30", "2026-11-20 17:00", team.Cover));
        _ = await hall.Approved(team.Clerk, Form("2026-11-23 08:30", "2026-11-24 11:30", team.Others[1]));

        hall.At("2026-11-20 08:40");
        _ = await hall.Get<RemindReturns>().Run(default);
        Assert.DoesNotContain(await hall.Told(team.Cover), text => text.Contains("请准备交接", StringComparison.Ordinal));
        // Back on Tuesday afternoon: the workday before is Monday.
        hall.At("2026-11-23 09:00");
        _ = await hall.Get<RemindReturns>().Run(default);
        Assert.Contains(await hall.Told(team.Others[1]), text => text.Contains("将于 11 月 24 日（周二）13:30 返岗", StringComparison.Ordinal));

        var other = await hall.Team();
        _ = await hall.Approved(other.Clerk, Form("2026-11-24 08:30", "2026-11-24 11:30", other.Cover));
        _ = await hall.Get<RemindReturns>().Run(default);
        Assert.Contains(await hall.Told(other.Cover), text => text.Contains("将于 11 月 24 日（周二）13:30 返岗", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("08:30", "10:00", "11 月 20 日（周五）10:00")]
    [InlineData("15:00", "16:00", "11 月 20 日（周五）16:00")]
    [InlineData("08:30", "11:30", "11 月 20 日（周五）13:30")]
    [InlineData("16:00", "17:00", "11 月 23 日（周一）08:30")]
    public async Task The_reminder_names_the_first_moment_of_work_after_the_leave(string from, string to, string returns)
    {
        var team = await hall.Team();
        _ = await hall.Approved(team.Clerk, Form($"2026-11-20 {from}", $"2026-11-20 {to}", team.Cover));
        foreach (var day in new[] { "2026-11-19", "2026-11-20" })
        {
            hall.At(day + " 09:00");
            _ = await hall.Get<RemindReturns>().Run(default);
        }

        var reminder = Assert.Single((await hall.Told(team.Cover)).FindAll(text => text.Contains("请准备交接", StringComparison.Ordinal)));
        Assert.Contains($"将于 {returns} 返岗", reminder, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_reminded_of_a_return_that_has_been()
    {
        var team = await hall.Team();
        _ = await hall.Approved(team.Clerk, Form("2026-11-20 08:30", "2026-11-24 17:00", team.Cover));
        hall.At("2026-11-23 08:10");
        _ = await Press(team.Clerk, PunchAction.In);
        hall.At("2026-11-24 09:00");
        _ = await hall.Get<RemindReturns>().Run(default);
        Assert.DoesNotContain(await hall.Told(team.Cover), text => text.Contains("请准备交接", StringComparison.Ordinal));
    }

    private async Task<PunchTold> Press(Actor actor, PunchAction action, Guid? key = null) =>
        (await hall.Get<ClockIn>().Run(actor, new(action, key ?? Guid.NewGuid(), null, null, "test"), default)).Value;
}
