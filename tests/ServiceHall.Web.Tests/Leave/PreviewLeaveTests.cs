using ServiceHall.Web.Leave;
using static ServiceHall.Web.Tests.Leave.AskingHall;

namespace ServiceHall.Web.Tests.Leave;

/// <summary>What a clerk sees before sending. It is Thursday 19 November 2026, 08:00.</summary>
public sealed class PreviewLeaveTests(AskingHall hall) : IClassFixture<AskingHall>
{
    [Fact]
    public async Task It_measures_days_and_minutes_and_names_who_signs_and_by_which_clause()
    {
        var team = await hall.Team();

        var judged = await hall.Preview(team.Clerk, Form("2026-11-20 13:30", "2026-11-23 11:30", team.Cover, "annual"));

        Assert.Empty(judged.Faults);
        Assert.Equal((390L, 1m, "请假 (二)2"), (judged.Measured!.WorkingMinutes, judged.Measured.Days.Rounded(), judged.Measured.Why.Clause));
        Assert.Equal([LeaveSigner.WindowLeader, LeaveSigner.SectionHead], judged.Signatures.Select(needed => needed.Signer));
        Assert.All(judged.Signatures, needed => Assert.Contains("请假 (二)2", needed.Why, StringComparison.Ordinal));
        Assert.Empty(judged.Effects);
        Assert.Empty(judged.Warnings);
    }

    [Fact]
    public async Task What_runs_into_it_is_measured_with_it()
    {
        var team = await hall.Team();
        var before = await hall.Accepted(team.Clerk, Form("2026-11-19 13:30", "2026-11-20 17:00", team.Cover));

        var judged = await hall.Preview(team.Clerk, Form("2026-11-23 08:30", "2026-11-24 11:30", team.Cover));

        Assert.Equal($"{before}", judged.Measured!.RunsInto!.Request.Id);
        Assert.Equal((3m, "long"), (judged.Measured.TierDays.Rounded(), judged.Measured.Tier.Code));
        Assert.Equal([LeaveSigner.UnitLeader, LeaveSigner.HallLeader], judged.Signatures.Select(needed => needed.Signer));
    }

    [Fact]
    public async Task A_leaders_own_leave_goes_to_others_and_a_missing_leader_is_replaced_with_a_reason()
    {
        var team = await hall.Team();
        var leaders = await hall.Preview(team.Leader!, Form("2026-11-20 08:30", "2026-11-24 17:00", team.Cover));
        var without = await hall.Team(hasLeader: false);
        var clerks = await hall.Preview(without.Clerk, Form("2026-11-20 08:30", "2026-11-20 11:30", without.Cover));

        Assert.Equal([LeaveSigner.UnitLeader, LeaveSigner.HallLeader], leaders.Signatures.Select(needed => needed.Signer));
        var instead = Assert.Single(clerks.Signatures);
        Assert.Equal(LeaveSigner.SectionHead, instead.Signer);
        Assert.Contains("没有可以签批的窗口负责人", instead.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-20 08:30", "2026-11-24 11:30", "11 月事假（含本次）2.5 天，超过 3 天将取消2026年第四季度评优资格", false)]
    [InlineData("2026-11-20 08:30", "2026-11-24 17:00", "11 月事假（含本次）3 天，超过 3 天将取消", false)]
    [InlineData("2026-11-20 08:30", "2026-11-25 11:30", "11 月事假（含本次）3.5 天，已超过 3 天：批准后取消2026年第四季度评优资格", true)]
    public async Task It_says_what_personal_leave_does_to_the_quarter(string from, string to, string sentence, bool isLost)
    {
        var team = await hall.Team();

        var judged = await hall.Preview(team.Clerk, Form(from, to, team.Cover));

        var effect = Assert.Single(judged.Effects, effect => effect.Why.Clause == "请假 (三)");
        Assert.Contains(sentence, effect.Why.Sentence, StringComparison.Ordinal);
        Assert.Equal(isLost, effect.IsLoss);
        Assert.Contains(judged.Effects, other => other.Why.Sentence.Contains("全员满勤", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Days_that_wait_count_with_it_and_refused_or_late_ones_do_not()
    {
        var team = await hall.Team();
        _ = (await hall.Submit(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover))).Value;
        // Handed in after its start, and not accepted by the section.
        _ = (await hall.Submit(team.Clerk, Form("2026-11-18 08:30", "2026-11-18 17:00", team.Cover))).Value;

        var judged = await hall.Preview(team.Clerk, Form("2026-11-27 08:30", "2026-11-30 17:00", team.Cover));

        Assert.Contains(judged.Effects, effect => effect.Why.Sentence.Contains("11 月事假（含本次）3 天", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Thirty_days_of_sick_leave_bar_the_years_grade()
    {
        var team = await hall.Team();
        var judged = await hall.Preview(team.Clerk, Form("2026-11-20 08:30", "2026-12-31 17:00", team.Cover, "sick"));
        var effect = Assert.Single(judged.Effects, effect => effect.Why.Clause.StartsWith("请假 (四)", StringComparison.Ordinal));
        Assert.Contains("合计（含本次）30 天，已达到 30 天：年度不得评为优秀", effect.Why.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leave_handed_in_after_its_start_says_that_it_counts_only_once_the_section_accepts_it()
    {
        var team = await hall.Team();
        var judged = await hall.Preview(team.Clerk, Form("2026-11-18 08:30", "2026-11-18 17:00", team.Cover, "sick"));
        Assert.Empty(judged.Faults);
        Assert.Contains(judged.Warnings, warning => warning.Contains("补假认可", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_warns_where_few_are_left_at_the_window_and_where_somebody_counts_on_the_applicant()
    {
        var team = await hall.Team(colleagues: 2, hasLeader: true);
        _ = await hall.Accepted(team.Others[1], Form("2026-11-20 08:30", "2026-11-20 11:30", team.Clerk));
        _ = (await hall.Submit(team.Leader!, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover))).Value;

        var judged = await hall.Preview(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover));

        Assert.Contains("11 月 20 日上午，本窗口 4 人将只剩 1 人在岗。", judged.Warnings);
        Assert.Contains(judged.Warnings, warning => warning.Contains("您已答应为测试", StringComparison.Ordinal));
        _ = (await hall.Submit(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover))).Value;
        Assert.Contains(await hall.Told(team.Others[1]), text => text.Contains("您的顶岗人测试", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_that_speaks_against_it_is_shown_at_once()
    {
        var team = await hall.Team();
        var judged = await hall.Preview(team.Clerk, Form("2026-11-21 08:30", "2026-11-21 17:00", team.Clerk));
        Assert.Equal(2, judged.Faults.Count);
    }
}
