using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance.Months;
using ServiceHall.Web.Scoring;
using static ServiceHall.Web.Tests.Attendance.MonthHall;

namespace ServiceHall.Web.Tests.Attendance;

public sealed class MyMonthTests : IAsyncLifetime
{
    private readonly PunchingHall _hall = new();

    public Task InitializeAsync() => _hall.InitializeAsync();

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task Two_and_a_half_days_of_personal_leave_say_what_more_than_three_would_cost()
    {
        var clerk = await _hall.Clerk("Y100");
        await _hall.OnLeave(clerk, "personal", new(2026, 11, 16, 8, 30, 0), new(2026, 11, 18, 11, 30, 0));

        var page = await Page(clerk, "2026-11-16 09:00:00");

        Assert.Contains(("本月事假 2.5 天，超过 3 天将取消本季度评优资格。", false), Said(page));
        Assert.Contains(("今年病假、事假合计 2.5 天，满 30 天不得评为优秀。", false), Said(page));
    }

    [Fact]
    public async Task Three_days_exactly_still_warn_and_half_a_day_more_costs_the_quarter()
    {
        var clerk = await _hall.Clerk("Y110");
        await _hall.OnLeave(clerk, "personal", new(2026, 11, 16, 8, 30, 0), new(2026, 11, 18, 17, 0, 0));
        Assert.Contains(("本月事假 3 天，超过 3 天将取消本季度评优资格。", false), Said(await Page(clerk, "2026-11-16 09:00:00")));

        await _hall.OnLeave(clerk, "personal", new(2026, 11, 19, 8, 30, 0), new(2026, 11, 19, 11, 30, 0));

        var reached = Assert.Single((await Page(clerk, "2026-11-16 09:00:00")).Consequences, one => one.IsReached);
        Assert.StartsWith("本季度评优资格已取消：", reached.Why.Sentence, StringComparison.Ordinal);
        Assert.Equal("请假 (三)", reached.Why.Clause);
    }

    [Fact]
    public async Task Two_truant_days_bar_from_the_best_grade_and_three_lead_back_to_the_unit()
    {
        var (clerk, other) = (await _hall.Clerk("Y120"), await _hall.Clerk("Y121"));
        // Attendance begins with the hall's first punch.
        await _hall.Attend(other, "2026-11-02", "08:20", "11:35");
        var two = Said(await Page(clerk, "2026-11-03 18:31:00"));
        Assert.Contains(two, said => said.IsReached && said.Text.Contains("不得评为优秀", StringComparison.Ordinal) && !said.Text.Contains("退回派驻单位", StringComparison.Ordinal));
        Assert.Contains(two, said => said.IsReached && said.Text.StartsWith("本季度评优资格已取消", StringComparison.Ordinal));
        Assert.Contains(("今年旷工 2 天，满 2 天不得评为优秀，满 3 天退回派驻单位。", false), two);

        var three = Said(await Page(clerk, "2026-11-04 18:31:00"));

        Assert.Contains(three, said => said.IsReached && said.Text.Contains("退回派驻单位", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_half_day_tells_from_the_punches_to_the_points()
    {
        var clerk = await _hall.Eventful("Y130");
        await Page(clerk, "2026-11-09 15:00:00");

        var late = await Story(clerk, new(2026, 11, 2), DayPart.Afternoon);
        Assert.Equal(("迟到", "考勤 一(三)"), (late.Title, late.Why!.Clause));
        Assert.Equal(["13:45", "17:05"], late.Punches.Select(punch => $"{punch.Minute:HH:mm}"));
        Assert.Equal(["K1.1a -1"], late.Entries.Select(entry => $"{entry.Code} {entry.Points:0}"));
        var leave = await Story(clerk, new(2026, 11, 6), DayPart.Afternoon);
        Assert.Equal("事假", leave.Title);
        Assert.StartsWith("/desk/leave/", Assert.Single(leave.Grounds).Address, StringComparison.Ordinal);
        var exempt = await Story(clerk, new(2026, 11, 6), DayPart.Morning);
        Assert.Contains("停电", Assert.Single(exempt.Grounds).Text, StringComparison.Ordinal);
        Assert.Equal(HalfDay.Open, (await Story(clerk, new(2026, 11, 9), DayPart.Afternoon)).State);
        Assert.Equal(HalfDay.Off, (await Story(clerk, new(2026, 11, 8), DayPart.Morning)).State);
    }

    private async Task<MyMonth.Page> Page(Actor clerk, string now)
    {
        _hall.At(now);
        await _hall.Get<CloseSessions>().Run(default);
        return (await _hall.Get<MyMonth>().Run(clerk, November, default)).Value;
    }

    private async Task<ShowHalfDay.Story> Story(Actor clerk, DateOnly day, DayPart part) =>
        (await _hall.Get<ShowHalfDay>().Run(clerk, new(clerk.StaffId, day, part), default)).Value;

    private static List<(string Text, bool IsReached)> Said(MyMonth.Page page) => [.. page.Consequences.Select(one => (one.Why.Sentence, one.IsReached))];
}
