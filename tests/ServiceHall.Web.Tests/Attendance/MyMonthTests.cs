using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Months;
using ServiceHall.Web.Scoring;
using static ServiceHall.Web.Tests.Attendance.MonthHall;

namespace ServiceHall.Web.Tests.Attendance;

public sealed class MyMonthTests : IAsyncLifetime
{
    private static readonly DateOnly Thursday = new(2026, 11, 19);

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
    public async Task A_month_of_another_quarter_and_year_is_told_by_their_names()
    {
        var clerk = await _hall.Clerk("Y105");
        await _hall.OnLeave(clerk, "personal", new(2026, 11, 16, 8, 30, 0), new(2026, 11, 19, 17, 0, 0));

        var said = Said(await Page(clerk, "2027-02-03 09:00:00"));

        Assert.Contains(said, one => one.IsReached && one.Text.StartsWith("2026年第四季度评优资格已取消：", StringComparison.Ordinal));
        Assert.Contains(("2026 年病假、事假合计 4 天，满 30 天不得评为优秀。", false), said);
        Assert.DoesNotContain(said, one => one.Text.Contains("本季度", StringComparison.Ordinal) || one.Text.Contains("今年", StringComparison.Ordinal) || one.Text.Contains("本月", StringComparison.Ordinal));
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

    [Fact]
    public async Task A_late_half_day_tells_its_explanation_that_the_point_is_frozen_and_who_decided_what()
    {
        var (clerk, section) = (await _hall.Clerk("Y140"), await _hall.Person("Y141", HallRole.Section));
        await LateMorning(clerk);
        var id = await Explain(clerk, PunchAction.In, [.. "%PDF-1.4 proof %%EOF"u8]);

        var waiting = await Story(clerk, Thursday, DayPart.Morning);
        var told = Assert.Single(waiting.Explanations);
        Assert.Equal(("路上遇到交通事故", "待科室处理", true), (told.Explanation.Text, told.Explanation.State, told.ShowsProof));
        Assert.Equal("情况说明待科室处理，暂不计分", Assert.Single(waiting.Entries).Frozen);

        await _hall.Get<DecideExplanations>().Run(section, new([id], true, "已核实"), default);
        Assert.Equal("情况说明已接受，正在冲销", Assert.Single((await Story(clerk, Thursday, DayPart.Morning)).Entries).Frozen);
        await _hall.Get<RecomputeStale>().Run(default);

        var decided = await Story(clerk, Thursday, DayPart.Morning);
        var entry = Assert.Single(decided.Entries);
        Assert.Contains(DecideExplanations.Cause, entry.TakenBack!, StringComparison.Ordinal);
        Assert.Null(entry.Frozen);
        var explanation = Assert.Single(decided.Explanations).Explanation;
        Assert.Equal(("已接受", "测试Y141", "已核实"), (explanation.State, explanation.DecidedBy!.Name, explanation.Remark));
        Assert.NotNull(explanation.DecidedAt);
        Assert.Equal("迟到", decided.Title);
    }

    [Fact]
    public async Task The_leader_reads_the_explanation_and_does_not_see_its_proof()
    {
        var clerk = await _hall.Clerk("Y150");
        var leader = await _hall.Posted("Y151", await WindowOf(clerk), PostRole.Leader, new(2026, 11, 1));
        await LateMorning(clerk);
        await Explain(clerk, PunchAction.In, [.. "%PDF-1.4 proof %%EOF"u8]);

        var told = Assert.Single((await _hall.Get<ShowHalfDay>().Run(leader, new(clerk.StaffId, Thursday, DayPart.Morning), default)).Value.Explanations);

        Assert.Equal(("路上遇到交通事故", false), (told.Explanation.Text, told.ShowsProof));
    }

    [Fact]
    public async Task A_half_day_on_which_the_enrolment_waited_says_who_asked_and_since_when()
    {
        var other = await _hall.Clerk("Y160");
        var leader = await _hall.Posted("Y161", await WindowOf(other), PostRole.Leader, new(2026, 11, 1));
        var section = await _hall.Person("Y162", HallRole.Section);
        _hall.At("2026-11-18 08:10:00");
        await _hall.Press(other, PunchAction.In);
        var asked = await _hall.Get<AskEnrolment>().Run(leader, new((await WindowOf(other)).Id, "Y163", "新同事", PostKind.Regular, new(2026, 11, 18), ""), default);
        _hall.At("2026-11-19 10:00:00");
        Assert.Null((await _hall.Get<DecideEnrolment>().Accept(section, asked.Value, default)).Refusal);
        await using var db = await _hall.Factory.CreateDbContextAsync();
        var clerk = new Actor(db.Staff.Single(staff => staff.Number == "Y163").Id, "192.0.2.1");
        await Page(clerk, "2026-11-19 18:31:00");

        var ground = (await Story(clerk, Thursday, DayPart.Afternoon)).Grounds;

        Assert.Equal(
            ("入驻登记", "测试Y161 2026-11-18 申请登记到综合窗口，科室 2026-11-19 已登记；等待期间不计考勤（考勤 一(六)）"), ground.Select(one => (one.Title, one.Text)).First());
        Assert.Equal("免考勤", (await Story(clerk, Thursday, DayPart.Afternoon)).Title);
    }

    [Fact]
    public async Task While_an_explanation_waits_truancy_is_shown_and_costs_neither_the_quarter_nor_the_year()
    {
        var (clerk, section) = (await _hall.Clerk("Y170", Thursday), await _hall.Person("Y171", HallRole.Section));
        await _hall.Attend(clerk, "2026-11-19", "13:20", "17:05");
        Assert.Contains(Said(await Page(clerk, "2026-11-19 18:31:00")), said => said.Text.StartsWith("本季度评优资格已取消", StringComparison.Ordinal));
        var id = await Explain(clerk, PunchAction.In);

        var waiting = await Page(clerk, "2026-11-19 18:32:00");

        Assert.Equal(1, waiting.Sums.Truant);
        Assert.Contains(("今年有旷工 0.5 天已交情况说明，冻结中，暂不计；科室不接受的照计。", false), Said(waiting));
        Assert.DoesNotContain(Said(waiting), said => said.IsReached || said.Text.StartsWith("今年旷工", StringComparison.Ordinal) || said.Text.StartsWith("今年没有旷工", StringComparison.Ordinal));
        await _hall.Get<DecideExplanations>().Run(section, new([id], false, "没有佐证"), default);
        Assert.Contains(Said(await Page(clerk, "2026-11-19 18:33:00")), said => said.Text.StartsWith("本季度评优资格已取消", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lateness_early_leaving_and_absence_name_their_points_and_the_full_month_that_is_lost()
    {
        var clerk = await _hall.Eventful("Y180");
        await Page(clerk, "2026-11-09 15:00:00");

        var costs = await Costs(clerk);

        Assert.Contains(("K1.1a 迟到、早退：本月 7 次，共 -7 分。", true), costs);
        Assert.Contains(("K1.1b 未按时签到：本月 2 次，共 -2 分。", true), costs);
        _hall.At("2026-12-01 08:00:00");
        Assert.Contains(("K1.1b 未按时签到：2026 年 11 月 2 次，共 -2 分。", true), await Costs(clerk));
        Assert.Contains(("综合窗口 2026 年 11 月的全员满勤不成立，J8 的 5 分已失：您有 9 个半天不满勤（迟到、早退、未签退、缺勤半天、旷工半天、请假）。", true), costs);
        Assert.Empty(await Costs(await _hall.Clerk("Y181")));
    }

    [Fact]
    public async Task A_point_that_an_explanation_freezes_is_told_apart_from_those_that_count()
    {
        var clerk = await _hall.Clerk("Y190");
        await LateMorning(clerk);
        await Explain(clerk, PunchAction.In);

        Assert.Contains(("K1.1a 迟到、早退：本月 1 次已交情况说明，-1 分冻结，暂不计。", false), await Costs(clerk));
    }

    private async Task LateMorning(Actor clerk)
    {
        await _hall.Attend(clerk, "2026-11-19", "08:45", "11:35");
        await Page(clerk, "2026-11-19 12:31:00");
    }

    private async Task<int> Explain(Actor clerk, PunchAction action, byte[]? proof = null) =>
        (await _hall.Get<ExplainSlot>().Run(clerk, new(Thursday, DayPart.Morning, action, "路上遇到交通事故", proof, "证明.pdf"), default)).Value;

    private async Task<List<(string Text, bool IsReached)>> Costs(Actor clerk) =>
        [.. (await _hall.Get<MonthCosts>().Run(clerk, November, default)).Value.Select(one => (one.Why.Sentence, one.IsReached))];

    private async Task<Web.People.Window> WindowOf(Actor clerk)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        return db.Postings.Where(post => post.StaffId == clerk.StaffId).Select(post => post.Window!).Single();
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
