using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Tests.Attendance;

public sealed class ClockInTests : IClassFixture<PunchingHall>
{
    private readonly PunchingHall _hall;

    public ClockInTests(PunchingHall hall)
    {
        _hall = hall;
        hall.At("2026-11-19 08:24:59");
    }

    [Fact]
    public async Task A_sign_in_is_told_with_its_minute_distance_and_accuracy()
    {
        var clerk = await _hall.Clerk("P100");

        var told = await _hall.Press(clerk, PunchAction.In);

        Assert.True(told.Accepted);
        Assert.Equal("已签到 08:24 · 距离中心 78 米 · 精度 ±12 米", told.Sentence);
    }

    [Fact]
    public async Task Outside_the_fence_it_is_refused_with_the_distance_and_by_how_much()
    {
        var clerk = await _hall.Clerk("P101");

        var told = await _hall.Press(clerk, PunchAction.In, PunchingHall.Outside);

        Assert.Equal("outside_area", told.Outcome);
        Assert.Contains("允许 150 米", told.Sentence, StringComparison.Ordinal);
        Assert.Contains("超出 83 米", told.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_attempt_is_kept_with_its_verdict_and_nobody_can_change_it()
    {
        var clerk = await _hall.Clerk("P102");
        await _hall.Press(clerk, PunchAction.In, PunchingHall.Outside);
        await _hall.Press(clerk, PunchAction.In);

        Assert.Equal([PunchOutcome.OutsideArea, PunchOutcome.Accepted], (await _hall.Punches(clerk)).Select(p => p.Outcome));
        await using var db = await _hall.Factory.CreateDbContextAsync();
        foreach (var sql in new[] { "UPDATE punch SET outcome = 'Accepted'", "DELETE FROM punch", "TRUNCATE punch CASCADE" })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync(sql));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    [Fact]
    public async Task The_same_press_sent_again_gets_the_same_answer_and_makes_one_punch()
    {
        var (clerk, key) = (await _hall.Clerk("P103"), Guid.NewGuid());
        var first = await _hall.Press(clerk, PunchAction.In, key: key);
        _hall.At("2026-11-19 08:45:00");

        var again = await _hall.Press(clerk, PunchAction.In, PunchingHall.Outside, key);

        Assert.Equal(first, again);
        Assert.Single(await _hall.Punches(clerk));
    }

    [Fact]
    public async Task Two_devices_that_send_the_same_press_make_one_punch()
    {
        var (clerk, key) = (await _hall.Clerk("P124"), Guid.NewGuid());

        var answers = await Task.WhenAll(new[] { "phone-a", "phone-b" }.Select(device => _hall.Get<ClockIn>().Run(
            clerk, new(PunchAction.In, key, PunchingHall.Inside, TimeSpan.FromSeconds(1), device), default)));

        Assert.Equal(answers[0].Value, answers[1].Value);
        Assert.Single(await _hall.Punches(clerk));
    }

    [Fact]
    public async Task Taps_at_the_same_moment_make_one_punch()
    {
        var (clerk, key) = (await _hall.Clerk("P104"), Guid.NewGuid());

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => _hall.Press(clerk, PunchAction.In, key: key)));

        Assert.Single(answers.Distinct());
        Assert.Single(await _hall.Punches(clerk));
    }

    [Fact]
    public async Task Two_people_may_happen_to_use_the_same_key()
    {
        var key = Guid.NewGuid();
        var (one, other) = (await _hall.Clerk("P105"), await _hall.Clerk("P106"));

        await _hall.Press(one, PunchAction.In, key: key);
        await _hall.Press(other, PunchAction.Out, key: key);

        Assert.Single(await _hall.Punches(one));
        Assert.Equal(PunchAction.Out, Assert.Single(await _hall.Punches(other)).Action);
    }

    [Fact]
    public async Task A_position_that_is_missing_old_or_inaccurate_is_told_apart()
    {
        var clerk = await _hall.Clerk("P107");
        var clockIn = _hall.Get<ClockIn>();

        var none = (await clockIn.Run(clerk, new(PunchAction.In, Guid.NewGuid(), null, null, ""), default)).Value;
        var old = (await clockIn.Run(clerk, new(PunchAction.In, Guid.NewGuid(), PunchingHall.Inside, ClockIn.OldestFix + TimeSpan.FromSeconds(1), ""), default)).Value;
        var coarse = await _hall.Press(clerk, PunchAction.In, PunchingHall.Inside with { Accuracy = 101 });
        var limit = await _hall.Press(clerk, PunchAction.In, PunchingHall.Inside with { Accuracy = 100 });

        Assert.Equal(["no_position", "no_position", "inaccurate", "accepted"], new[] { none, old, coarse, limit }.Select(told => told.Outcome));
        Assert.Contains("打开定位", none.Sentence, StringComparison.Ordinal);
        Assert.Contains("旧位置", old.Sentence, StringComparison.Ordinal);
        Assert.Contains("±101 米", coarse.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-19 07:29:59", PunchAction.In, "outside_hours", "今天 07:30 起")]
    [InlineData("2026-11-19 11:31:00", PunchAction.In, "outside_hours", "今天 12:30 起")]
    [InlineData("2026-11-19 18:01:00", PunchAction.Out, "outside_hours", "11 月 20 日（周五） 08:30 起")]
    [InlineData("2026-11-21 08:25:00", PunchAction.In, "not_workday", "11 月 23 日（周一） 07:30 起")]
    [InlineData("2026-11-19 07:30:00", PunchAction.In, "accepted", "已签到 07:30")]
    [InlineData("2026-11-19 18:00:59", PunchAction.Out, "accepted", "已签退 18:00")]
    public async Task Outside_the_hours_it_is_told_when_the_next_ones_open(string at, PunchAction action, string outcome, string expected)
    {
        var clerk = await _hall.Clerk($"P108 {at}");
        _hall.At(at);

        var told = await _hall.Press(clerk, action);

        Assert.Equal(outcome, told.Outcome);
        Assert.Contains(expected, told.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_posting_made_a_moment_ago_counts_at_the_next_press()
    {
        var clerk = await _hall.Clerk("P109");
        await _hall.Press(clerk, PunchAction.In);
        var fresh = await _hall.Person("P110");
        Assert.Equal("not_enrolled", (await _hall.Press(fresh, PunchAction.In)).Outcome);

        await using (var db = await _hall.Factory.CreateDbContextAsync())
        {
            var window = await db.Windows.SingleAsync(w => w.Code == "W-fenced");
            db.Add(new Posting { StaffId = fresh.StaffId, WindowId = window.Id, From = new(2026, 11, 19) });
            await db.SaveChangesAsync();
        }

        Assert.Equal("accepted", (await _hall.Press(fresh, PunchAction.In)).Outcome);
    }

    [Fact]
    public async Task Somebody_who_presses_without_end_is_asked_to_wait()
    {
        var clerk = await _hall.Clerk("P111");
        for (var press = 0; press < new PunchOptions().AttemptsPerMinute; press++)
            await _hall.Press(clerk, PunchAction.In, PunchingHall.Outside);

        var answer = await _hall.Get<ClockIn>().Run(clerk, new(PunchAction.In, Guid.NewGuid(), PunchingHall.Inside, TimeSpan.Zero, ""), default);

        Assert.Equal(RefusalKind.TooMany, answer.Refusal!.Kind);
    }

    [Fact]
    public async Task Raw_positions_expire_and_the_distance_stays()
    {
        var clerk = await _hall.Clerk("P112");
        await _hall.Press(clerk, PunchAction.In);
        _hall.At("2027-01-18 08:00:00");
        Assert.Equal(0, await _hall.Expire("positions"));
        _hall.At("2027-01-19 08:00:00");

        Assert.True(await _hall.Expire("positions") > 0);

        Assert.InRange(Assert.Single(await _hall.Punches(clerk)).DistanceMetres!.Value, 77, 79);
    }
}
