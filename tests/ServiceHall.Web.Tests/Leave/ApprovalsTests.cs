using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Ranking;

namespace ServiceHall.Web.Tests.Leave;

/// <summary>What waits for whom, and what the section finds.</summary>
public sealed class ApprovalsTests(AskingHall hall) : IClassFixture<AskingHall>
{
    [Fact]
    public async Task The_inbox_shows_to_each_signer_what_waits_why_they_and_until_when()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        var id = await hall.Accepted(team.Clerk, AskingHall.Form("2026-11-30 08:30", "2026-11-30 17:00", team.Cover));

        var row = Assert.Single(await Inbox(team.Leader!), row => row.Leave.Id == id);
        Assert.Equal("窗口负责人", row.How);
        Assert.Contains("请假 (二)2", row.Why, StringComparison.Ordinal);
        // 390 working minutes: 150 on the 19th until 11:30, 210 in the afternoon, 30 on the 20th.
        Assert.Equal("2026-11-20 09:00", Civil(row.Rises!.Value));
        Assert.Single(await Inbox(hall.SectionHead), one => one.Leave.Id == id);
        Assert.DoesNotContain(await Inbox(team.Clerk), one => one.Leave.Id == id);
        Assert.DoesNotContain(await Inbox(hall.HallLeader), one => one.Leave.Id == id);

        Assert.Null((await hall.Get<SignLeave>().Run(team.Leader!, id, true, "", default)).Refusal);
        Assert.DoesNotContain(await Inbox(team.Leader!), one => one.Leave.Id == id);
    }

    [Fact]
    public async Task Those_who_sign_see_what_the_applicant_saw_and_what_has_come_since()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team(colleagues: 2);
        var earlier = await hall.Approved(team.Clerk, AskingHall.Form("2026-12-01 08:30", "2026-12-02 17:00", team.Cover));
        var id = await hall.Accepted(team.Clerk, AskingHall.Form("2026-12-03 08:30", "2026-12-04 17:00", team.Cover));
        _ = (await hall.Submit(team.Cover, AskingHall.Form("2026-12-04 08:30", "2026-12-04 11:30", team.Leader))).Value;
        _ = await hall.Approved(team.Others[1], AskingHall.Form("2026-12-04 08:30", "2026-12-04 17:00", team.Leader));
        // Somebody else's stands in the same inbox.
        var other = await hall.Team();
        _ = await hall.Accepted(other.Clerk, AskingHall.Form("2026-12-07 08:30", "2026-12-09 17:00", other.Cover, "sick"));
        var seen = (await Inbox(hall.HallLeader)).Single(row => row.Leave.Id == id).Weighed;

        Assert.Equal(("2", "4", earlier.ToString(System.Globalization.CultureInfo.InvariantCulture)), (
            LeaveWords.Days(seen.Measured!.Days), LeaveWords.Days(seen.Measured.TierDays), Assert.Single(seen.Measured.Joins)));
        Assert.Contains(seen.Warnings, text => text.StartsWith("顶岗人", StringComparison.Ordinal) && text.Contains("也请假", StringComparison.Ordinal));
        Assert.Contains(seen.Warnings, text => text.Contains("4 人将只剩 1 人在岗", StringComparison.Ordinal));
        Assert.Contains(seen.Effects, effect => effect.IsLoss && effect.Why.Sentence.Contains("已超过 3 天", StringComparison.Ordinal));

        Assert.Single(seen.Effects, effect => effect.Why.Sentence.StartsWith("2026 年病假、事假合计", StringComparison.Ordinal));

        var sheet = (await hall.Get<ShowLeave>().Run(team.UnitLeader, id, default)).Value.Weighed!;
        Assert.Equal(seen.Warnings, sheet.Warnings);
        Assert.Equal(seen.Effects.Select(effect => effect.Why.Sentence), sheet.Effects.Select(effect => effect.Why.Sentence));
        Assert.Null((await hall.Get<ShowLeave>().Run(team.Cover, id, default)).Value.Weighed);
        Assert.Null((await hall.Get<ShowLeave>().Run(team.Clerk, id, default)).Value.Weighed);
    }

    [Fact]
    public async Task Those_who_sign_learn_that_the_applicant_came_to_work_meanwhile_and_so_does_whoever_asks_afterwards()
    {
        hall.At("2026-11-18 09:00");
        var team = await hall.Team(colleagues: 3);
        var id = await hall.Accepted(team.Clerk, AskingHall.Form("2026-11-19 08:30", "2026-11-19 17:00", team.Cover));
        var later = await hall.Accepted(team.Others[1], AskingHall.Form("2026-11-19 10:30", "2026-11-19 11:30", team.Others[2]));
        hall.At("2026-11-19 08:20");
        await Press(team.Clerk);
        await Press(team.Others[1]);
        hall.At("2026-11-19 11:50");

        var inbox = await Inbox(team.Leader!);

        Assert.Contains(inbox.Single(row => row.Leave.Id == id).Weighed.Warnings, text => text.StartsWith("申请人 11 月 19 日（周四）08:20 已到岗打卡", StringComparison.Ordinal));
        // Who signs in and leaves by the hour later on has not worked in that leave.
        Assert.DoesNotContain(inbox.Single(row => row.Leave.Id == later).Weighed.Warnings, text => text.Contains("已到岗打卡", StringComparison.Ordinal));
        Assert.Contains((await hall.Get<ShowLeave>().Run(hall.SectionHead, id, default)).Value.Weighed!.Warnings, text => text.Contains("已到岗打卡", StringComparison.Ordinal));
        var judged = await hall.Preview(team.Others[1], AskingHall.Form("2026-11-19 08:30", "2026-11-19 10:30", team.Others[2]));
        Assert.Contains(judged.Warnings, text => text.StartsWith("您 11 月 19 日（周四）08:20 已到岗打卡", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Those_who_sign_learn_that_the_cover_is_no_longer_posted_then()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        var id = await hall.Accepted(team.Clerk, AskingHall.Form("2026-11-24 08:30", "2026-11-26 17:00", team.Cover));
        Assert.DoesNotContain((await Inbox(team.UnitLeader)).Single(row => row.Leave.Id == id).Weighed.Warnings, text => text.Contains("没有在岗任职", StringComparison.Ordinal));
        await hall.Sql($"UPDATE posting SET \"to\" = '2026-11-24' WHERE staff_id = {team.Cover.StaffId}");

        Assert.Contains(
            (await Inbox(team.UnitLeader)).Single(row => row.Leave.Id == id).Weighed.Warnings,
            text => text.Contains("在 2026-11-25 已没有在岗任职，那时不能顶岗", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Leave_into_a_year_whose_holidays_nobody_has_announced_says_so_to_those_who_ask_and_sign()
    {
        hall.At("2026-12-20 09:00");
        var team = await hall.Team();
        var form = AskingHall.Form("2026-12-31 08:30", "2027-01-04 17:00", team.Cover);
        Assert.Contains((await hall.Preview(team.Clerk, form)).Warnings, text => text.StartsWith("2027 年的节假日安排还没有公布", StringComparison.Ordinal));

        var id = await hall.Accepted(team.Clerk, form);

        Assert.Contains((await Inbox(team.UnitLeader)).Single(row => row.Leave.Id == id).Weighed.Warnings, text => text.StartsWith("2027 年的节假日安排还没有公布", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_sentence_about_who_signs_names_those_who_are_asked()
    {
        hall.At("2026-11-19 09:00");
        var colleague = await hall.Person("A-office", HallRole.Section);
        var office = await hall.Leave(await hall.Accepted(hall.Section, AskingHall.Form("2026-11-30 08:30", "2026-12-04 17:00", colleague)));
        Assert.EndsWith("合 5.00 天：科室人员请假，由科室负责人、大厅主管领导签批。", office.TierSentence, StringComparison.Ordinal);
        Assert.All(office.Signatures, signature => Assert.Contains("请假 (二)", signature.Why, StringComparison.Ordinal));

        var without = await hall.Team(hasLeader: false);
        var id = await hall.Accepted(without.Clerk, AskingHall.Form("2026-11-30 08:30", "2026-11-30 11:30", without.Cover));
        Assert.EndsWith("，由科室负责人签批。", (await hall.Leave(id)).TierSentence, StringComparison.Ordinal);
        var team = await hall.Team();
        var waits = (await hall.Submit(team.Leader!, AskingHall.Form("2026-11-30 08:30", "2026-11-30 11:30", team.Cover))).Value;
        Assert.EndsWith("窗口负责人本人请假，由科室负责人、大厅主管领导签批。", (await hall.Leave(waits)).TierSentence, StringComparison.Ordinal);

        Assert.Null((await hall.Get<RecordOutings>().Run(
            hall.Section, new(Guid.NewGuid(), [team.Clerk.StaffId], AskingHall.Time("2026-11-30 08:30"), AskingHall.Time("2026-11-30 17:00"), "培训"), default)).Refusal);
        var outing = (await hall.Get<MyLeave>().Run(team.Clerk, 1, default)).Value.Rows.Single().Id;
        Assert.Equal(("请假 (一)", "本次 390 个工作分钟，合 1.00 天：因公外出由科室登记，不需签批。"), ((await hall.Leave(outing)).TierClause, (await hall.Leave(outing)).TierSentence));
    }

    [Fact]
    public async Task What_does_not_fit_on_a_page_stands_on_the_next_in_the_inbox_and_in_ones_own_list()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        var day = new DateOnly(2026, 11, 20);
        for (var asked = 0; asked < 32; asked += 2, day = day.AddDays(day.DayOfWeek == DayOfWeek.Friday ? 3 : 1))
        {
            // An hour in the morning and one in the afternoon, which run into nothing.
            await hall.Accepted(team.Clerk, AskingHall.Form($"{day:yyyy-MM-dd} 09:00", $"{day:yyyy-MM-dd} 10:00", team.Cover));
            await hall.Accepted(team.Clerk, AskingHall.Form($"{day:yyyy-MM-dd} 15:00", $"{day:yyyy-MM-dd} 16:00", team.Cover));
        }

        var second = (await hall.Get<ShowApprovals>().Run(team.Leader!, 2, default)).Value;
        Assert.Equal((32, 2, 2), (second.Total, second.Rows.Count, second.Page));
        Assert.Equal(2, (await hall.Get<ShowApprovals>().Run(team.Leader!, 99, default)).Value.Page);
        var mine = (await hall.Get<MyLeave>().Run(team.Clerk, 2, default)).Value;
        Assert.Equal((32, 2), (mine.Total, mine.Rows.Count));
        Assert.Equal("2026-11-20 09:00", Civil(mine.Rows[^1].From));
    }

    [Fact]
    public async Task The_section_finds_what_is_to_be_filed_and_a_leader_only_their_own()
    {
        hall.At("2026-11-19 09:00");
        var (team, other) = (await hall.Team(), await hall.Team());
        var id = await hall.Approved(team.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-23 11:30", team.Cover, reason: "办理户口"));
        await hall.Approved(other.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-23 11:30", other.Cover, "sick"));

        Assert.Contains(await Found(hall.Section, ListLeave.Which.ToFile), row => row.Leave.Id == id && row.Days.Rounded() == 0.5m);
        Assert.Single(await Found(hall.Section, ListLeave.Which.ToFile, "办理户口"));
        Assert.All(await Found(team.Leader!, ListLeave.Which.All), row => Assert.Equal(team.Clerk.StaffId, row.Leave.StaffId));
        Assert.NotEmpty(await Found(team.UnitLeader, ListLeave.Which.All));
        Assert.NotNull((await hall.Get<ListLeave>().Run(team.Clerk, new("", ListLeave.Which.All, "", null, 1), default)).Refusal);
    }

    [Fact]
    public async Task Personal_leave_over_three_days_in_a_month_costs_the_person_the_quarter()
    {
        hall.At("2026-11-19 09:00");
        var (team, other) = (await hall.Team(), await hall.Team());
        await hall.Approved(team.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-26 11:30", team.Cover));
        await hall.Approved(other.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-25 17:00", other.Cover));

        var standing = (await hall.Get<ShowStanding>().Run(hall.Section, new(SubjectKind.Person, new(2026, 4), 1), default)).Value;

        Assert.Equal(["personal_leave"], standing.Rows.Single(row => row.Id == team.Clerk.StaffId).Place.Bars.Select(bar => bar.Code));
        Assert.Empty(standing.Rows.Single(row => row.Id == other.Clerk.StaffId).Place.Bars);
    }

    private async Task<IReadOnlyList<ShowApprovals.Row>> Inbox(Web.Accounts.Actor actor) => (await hall.Get<ShowApprovals>().Run(actor, 1, default)).Value.Rows;

    private async Task<IReadOnlyList<ListLeave.Row>> Found(Web.Accounts.Actor actor, ListLeave.Which which, string text = "") =>
        (await hall.Get<ListLeave>().Run(actor, new(text, which, "", null, 1), default)).Value.Rows;

    private string Civil(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, hall.Clock.LocalTimeZone).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private async Task Press(Actor actor) =>
        Assert.True((await hall.Get<ClockIn>().Run(actor, new(PunchAction.In, Guid.NewGuid(), null, null, "test"), default)).Value.Accepted);
}
