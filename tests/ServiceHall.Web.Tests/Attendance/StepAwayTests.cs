using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Attendance;

/// <summary>考勤 一(四), 暂离: who may, and what one tap does.</summary>
public sealed class StepAwayTests(PunchingHall hall) : IClassFixture<PunchingHall>
{
    [Fact]
    public async Task One_tap_starts_and_says_twenty_minutes_and_one_tap_ends_on_record()
    {
        var clerk = await hall.AtWork("S1");
        hall.AtTime("10:05");

        var away = await hall.StepAway(clerk);
        hall.AtTime("10:15");
        Assert.Null((await hall.Get<StepAway>().End(clerk, default)).Refusal);

        Assert.Equal("10:25", Time(away.ExpectedBack));
        var row = Assert.Single(await hall.Aways(clerk));
        Assert.Equal(("10:15", AwayEnd.Returned, clerk.StaffId), (Time(row.BackAt!.Value), row.Ended, row.EndedById));
        Assert.Contains(await hall.AuditRecords(), record => record is { Action: "attendance.step-away", Subject: "staff S1" } && record.Detail.Contains("10:25", StringComparison.Ordinal));
        Assert.Contains(await hall.AuditRecords(), record => record is { Action: "attendance.come-back", Subject: "staff S1" });
    }

    [Fact]
    public async Task Shortly_before_the_end_of_work_nobody_is_expected_after_it()
    {
        var clerk = await hall.AtWork("S2");
        hall.AtTime("11:20");

        Assert.Equal("11:30", Time((await hall.StepAway(clerk)).ExpectedBack));
    }

    [Fact]
    public async Task Many_taps_at_once_are_one_time_away()
    {
        var clerk = await hall.AtWork("S3");
        hall.AtTime("10:00");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => hall.Get<StepAway>().Start(clerk, default)));

        Assert.All(answers, answer => Assert.Null(answer.Refusal));
        Assert.Single(await hall.Aways(clerk));
    }

    [Fact]
    public async Task The_database_lets_nobody_be_away_twice()
    {
        var clerk = await hall.AtWork("S4");
        hall.AtTime("10:00");
        var away = await hall.StepAway(clerk);
        await using var db = await hall.Factory.CreateDbContextAsync();
        db.Add(new SteppedAway { StaffId = clerk.StaffId, WindowId = away.WindowId, Day = away.Day, Part = away.Part, From = away.From, ExpectedBack = away.ExpectedBack });

        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());

        Assert.Equal(AwayTables.OneOpen, Assert.IsType<PostgresException>(refused.InnerException).ConstraintName);
    }

    [Fact]
    public async Task What_a_night_without_the_hall_left_open_has_ended_with_its_day_and_today_begins_anew()
    {
        var clerk = await hall.AtWork("S10");
        hall.AtTime("10:00");
        await hall.StepAway(clerk);
        // Nobody looked until the next morning.
        hall.At("2026-11-20 08:25:00");
        await hall.Press(clerk, PunchAction.In);
        hall.At("2026-11-20 09:00:00");
        Assert.Null(await hall.Get<StepAway>().Running(clerk.StaffId, default));

        var away = await hall.StepAway(clerk);

        Assert.Equal((new DateOnly(2026, 11, 20), "09:20"), (away.Day, Time(away.ExpectedBack)));
        var rows = await hall.Aways(clerk);
        Assert.Equal(("11:30", AwayEnd.SessionOver), (Time(rows[0].BackAt!.Value), rows[0].Ended));
        Assert.Null(rows[1].BackAt);
        Assert.Contains(await hall.AuditRecords(), record => record.Subject == "staff S10" && record.Detail.Contains("11 月 19 日 10:00 起的暂离没有登记返回", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Coming_back_on_the_next_day_ends_the_day_before_at_its_end_and_not_now()
    {
        var clerk = await hall.AtWork("S11");
        hall.AtTime("10:00");
        await hall.StepAway(clerk);
        hall.At("2026-11-20 09:00:00");

        Assert.Null((await hall.Get<StepAway>().End(clerk, default)).Refusal);

        Assert.Equal("11-19 11:30", Assert.Single(await hall.Aways(clerk)).BackAt!.Value.ToOffset(TimeSpan.FromHours(8)).ToString("MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Who_has_not_signed_in_is_told_to_sign_in_first()
    {
        var clerk = await hall.Alone("S5");
        hall.AtTime("09:00");

        Assert.Contains("还没有签到", (await Refused(clerk)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_signed_out_has_nothing_to_step_away_from()
    {
        var clerk = await hall.AtWork("S6");
        hall.AtTime("11:00");
        await hall.Press(clerk, PunchAction.Out);

        Assert.Contains("已在 11:00 签退", (await Refused(clerk)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("08:25")]
    [InlineData("11:30")]
    [InlineData("12:40")]
    public async Task Outside_working_time_there_is_nothing_to_step_away_from(string time)
    {
        var clerk = await hall.AtWork("S7" + time);
        hall.AtTime(time);

        var refused = await Refused(clerk);

        Assert.Contains("不在您的上班时间内", refused.Text, StringComparison.Ordinal);
        Assert.Equal("考勤 一(四)", refused.Clause);
    }

    [Fact]
    public async Task On_leave_nobody_steps_away()
    {
        var clerk = await hall.AtWork("S8");
        await hall.GrantLeave(clerk, "09:30", "10:30");
        hall.AtTime("10:00");

        Assert.Contains("在请假（到 10:30）", (await Refused(clerk)).Text, StringComparison.Ordinal);
        hall.AtTime("10:30");
        await hall.StepAway(clerk);
    }

    [Fact]
    public async Task Coming_back_twice_is_coming_back_once()
    {
        var clerk = await hall.AtWork("S9");
        hall.AtTime("10:00");
        await hall.StepAway(clerk);
        hall.AtTime("10:05");
        await hall.Get<StepAway>().End(clerk, default);
        hall.AtTime("10:09");

        Assert.Null((await hall.Get<StepAway>().End(clerk, default)).Refusal);

        Assert.Equal("10:05", Time(Assert.Single(await hall.Aways(clerk)).BackAt!.Value));
    }

    private async Task<Refusal> Refused(Actor clerk)
    {
        var answer = await hall.Get<StepAway>().Start(clerk, default);
        Assert.Empty(await hall.Aways(clerk));
        return answer.Refusal!;
    }

    private string Time(DateTimeOffset at) => ((TimeProvider)hall.Clock).Civil(at).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
