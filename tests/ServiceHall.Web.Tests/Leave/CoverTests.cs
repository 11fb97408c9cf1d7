using ServiceHall.Web.Accounts;
using ServiceHall.Web.Leave;
using static ServiceHall.Web.Tests.Leave.AskingHall;

namespace ServiceHall.Web.Tests.Leave;

/// <summary>The cover person (B 岗, 请假 (二)). It is Thursday 19 November 2026, 08:00.</summary>
public sealed class CoverTests(AskingHall hall) : IClassFixture<AskingHall>, IAsyncLifetime
{
    public Task InitializeAsync()
    {
        hall.At("2026-11-19 08:00");
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_yes_asks_for_the_signatures_and_tells_signers_and_applicant()
    {
        var team = await hall.Team();
        var id = await hall.Accepted(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover));

        var leave = await hall.Leave(id);
        Assert.Equal(LeaveState.WaitsForSignatures, leave.State);
        Assert.Equal([LeaveSigner.WindowLeader, LeaveSigner.SectionHead], leave.Signatures.Select(signature => signature.Signer).Order());
        Assert.Contains(await hall.Told(team.Leader!), text => text.Contains("待您以窗口负责人签批", StringComparison.Ordinal));
        Assert.Contains(await hall.Told(hall.SectionHead), text => text.Contains("待您以科室负责人签批", StringComparison.Ordinal));
        Assert.Contains(await hall.Told(team.Clerk), text => text.Contains("同意为您", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_no_needs_a_reason_and_then_another_is_asked()
    {
        var team = await hall.Team(colleagues: 2);
        var id = (await hall.Submit(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover))).Value;

        Assert.Contains("请写明谢绝的原因", (await hall.Get<AnswerCover>().Decline(team.Cover, id, " ", default)).Refusal!.Text, StringComparison.Ordinal);
        _ = (await hall.Get<AnswerCover>().Decline(team.Cover, id, "那天要体检", default)).Value;
        // The reason stands on the request, for those who may see it, and goes out in no message.
        Assert.Contains(await hall.Told(team.Clerk), text => text.Contains("不能为您", StringComparison.Ordinal));
        Assert.DoesNotContain(await hall.Told(team.Clerk), text => text.Contains("体检", StringComparison.Ordinal));
        Assert.Contains((await hall.Leave(id)).Steps, step => step.Remark == "那天要体检");
        Assert.Equal(RefusalKind.NotFound, (await hall.Get<AnswerCover>().Accept(team.Cover, id, default)).Refusal!.Kind);

        _ = (await hall.Get<AskAnotherCover>().Run(team.Clerk, id, team.Others[1].StaffId, default)).Value;
        _ = (await hall.Get<AnswerCover>().Accept(team.Others[1], id, default)).Value;

        Assert.Equal([LeaveAct.Submit, LeaveAct.DeclineCover, LeaveAct.AskCover, LeaveAct.AcceptCover], (await hall.Leave(id)).Steps.Select(step => step.Act));
    }

    [Fact]
    public async Task Whoever_gives_no_answer_is_replaced_and_told()
    {
        var team = await hall.Team(colleagues: 2);
        var id = (await hall.Submit(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover))).Value;

        Assert.Contains("正在等待答复", (await hall.Get<AskAnotherCover>().Run(team.Clerk, id, team.Cover.StaffId, default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Equal(RefusalKind.NotFound, (await hall.Get<AskAnotherCover>().Run(team.Others[1], id, team.Leader!.StaffId, default)).Refusal!.Kind);
        _ = (await hall.Get<AskAnotherCover>().Run(team.Clerk, id, team.Others[1].StaffId, default)).Value;

        Assert.Contains(await hall.Told(team.Cover), text => text.Contains("已另请他人", StringComparison.Ordinal));
        Assert.Contains(await hall.Told(team.Others[1]), text => text.Contains("请您顶岗", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_accepts_twice_and_nobody_answers_what_is_settled()
    {
        var team = await hall.Team();
        var id = await hall.Accepted(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover));
        Assert.Contains("“待签批”，不能再做“顶岗人同意”", (await hall.Get<AnswerCover>().Accept(team.Cover, id, default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("已同意顶岗", (await hall.Get<AskAnotherCover>().Run(team.Clerk, id, team.Cover.StaffId, default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Equal(RefusalKind.NotFound, (await hall.Get<AnswerCover>().Accept(team.Cover, 987654, default)).Refusal!.Kind);
    }

    [Fact]
    public async Task The_applicant_somebody_unknown_and_somebody_of_another_unit_cannot_cover()
    {
        var (team, other) = (await hall.Team(), await hall.Team());
        Assert.Contains("请选择顶岗人", await Fault(team, null), StringComparison.Ordinal);
        Assert.Contains("不能由本人顶岗", await Fault(team, team.Clerk.StaffId), StringComparison.Ordinal);
        Assert.Contains("没有这位顶岗人", await Fault(team, 987654), StringComparison.Ordinal);
        Assert.Contains("没有在岗任职", await Fault(team, hall.Section.StaffId), StringComparison.Ordinal);
        Assert.Contains("在其他单位的“窗口", await Fault(team, other.Cover.StaffId), StringComparison.Ordinal);
        var leaving = await hall.Posted("cover-leaves", team.Window, to: new DateOnly(2026, 11, 19));
        Assert.Contains("在 2026-11-20 没有在岗任职", await Fault(team, leaving.StaffId), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_on_leave_or_covering_then_cannot_cover()
    {
        var team = await hall.Team(colleagues: 3);
        _ = (await hall.Submit(team.Others[1], Form("2026-11-20 13:30", "2026-11-20 17:00", team.Cover))).Value;
        Assert.Contains("自己请假", await Fault(team, team.Others[1].StaffId), StringComparison.Ordinal);
        // Asked is not agreed.
        Assert.Null(await Fault(team, team.Cover.StaffId));
        _ = await hall.Accepted(team.Others[2], Form("2026-11-20 13:30", "2026-11-20 17:00", team.Cover));
        Assert.Contains("顶岗（11 月 20 日（周五）13:30 至 17:00），不能同时顶两个岗", await Fault(team, team.Cover.StaffId), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_window_of_the_unit_covers_only_where_nobody_else_of_the_window_can_and_with_the_sections_consent()
    {
        var (full, alone) = (await hall.Team(), await hall.Team(colleagues: 0, hasLeader: false));
        Assert.Contains("本窗口没有别人时", await Fault(full, (await hall.Neighbour(full)).StaffId), StringComparison.Ordinal);

        var neighbour = await hall.Neighbour(alone);
        var judged = await hall.Preview(alone.Clerk, Form("2026-11-20 08:30", "2026-11-20 11:30", neighbour));
        var id = await hall.Accepted(alone.Clerk, Form("2026-11-20 08:30", "2026-11-20 11:30", neighbour));

        Assert.Empty(judged.Faults);
        Assert.Contains(judged.Warnings, warning => warning.Contains("没有人在岗", StringComparison.Ordinal));
        Assert.Contains((await hall.Leave(id)).Signatures, signature => signature.Signer == LeaveSigner.Section && signature.Why.Contains("同单位的另一窗口", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_only_colleague_already_covers_another_window_of_the_unit_may_cover()
    {
        var team = await hall.Team(colleagues: 2, hasLeader: false);
        _ = await hall.Accepted(team.Others[1], Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover));

        Assert.Null(await Fault(team, (await hall.Neighbour(team)).StaffId));
    }

    [Fact]
    public async Task A_cover_who_cannot_after_all_covers_until_another_takes_over_and_the_request_stays_where_it_is()
    {
        var team = await hall.Team(colleagues: 2);
        var id = await hall.Approved(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover));
        // The one who covers asks for leave at that time; the applicant is told what to do.
        _ = (await hall.Submit(team.Cover, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Leader))).Value;
        Assert.Contains(await hall.Told(team.Clerk), text => text.Contains("另请一位同事接替", StringComparison.Ordinal));

        Assert.Null((await hall.Get<AskAnotherCover>().Run(team.Clerk, id, team.Others[1].StaffId, default)).Refusal);
        Assert.Equal((LeaveState.Approved, team.Cover.StaffId, team.Others[1].StaffId), await Covers(id));
        Assert.Equal([id], (await hall.Get<MyCovers>().Run(team.Others[1], default)).Value.Asked.Select(row => row.LeaveId));
        Assert.Equal(LeaveSight.Outline, (await hall.Get<ShowLeave>().Run(team.Others[1], id, default)).Value.Sight);
        Assert.Null((await hall.Get<AnswerCover>().Accept(team.Others[1], id, default)).Refusal);

        Assert.Equal((LeaveState.Approved, team.Others[1].StaffId, null), await Covers(id));
        Assert.Contains(await hall.Told(team.Cover), text => text.Contains("您不用再顶岗", StringComparison.Ordinal));
        Assert.Contains(await hall.Told(team.Clerk), text => text.Contains("同意接替", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_declines_to_take_over_leaves_the_cover_as_it_was()
    {
        var team = await hall.Team(colleagues: 2);
        var id = await hall.Accepted(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover));
        Assert.Null((await hall.Get<AskAnotherCover>().Run(team.Clerk, id, team.Others[1].StaffId, default)).Refusal);
        Assert.Null((await hall.Get<AnswerCover>().Decline(team.Others[1], id, "那天要体检", default)).Refusal);

        Assert.Equal((LeaveState.WaitsForSignatures, team.Cover.StaffId, null), await Covers(id));
        Assert.Contains(await hall.Told(team.Clerk), text => text.Contains("仍由", StringComparison.Ordinal));
        Assert.Equal(2, (await hall.Leave(id)).Signatures.Count);
    }

    [Fact]
    public async Task Who_takes_over_from_another_window_needs_the_sections_signature()
    {
        var alone = await hall.Team(colleagues: 1, hasLeader: false);
        var id = await hall.Accepted(alone.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", alone.Cover));
        _ = (await hall.Submit(alone.Cover, Form("2026-11-20 08:30", "2026-11-20 17:00", await hall.Neighbour(alone)))).Refusal;
        var neighbour = await hall.Neighbour(alone);
        Assert.Null((await hall.Get<AskAnotherCover>().Run(alone.Clerk, id, neighbour.StaffId, default)).Refusal);
        Assert.Null((await hall.Get<AnswerCover>().Accept(neighbour, id, default)).Refusal);

        Assert.Contains((await hall.Leave(id)).Signatures, signature => signature.Signer == LeaveSigner.Section);
        Assert.Contains(await hall.Told(hall.Section), text => text.Contains("改由同单位另一窗口", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_two_that_are_accepted_in_the_same_second_one_stands()
    {
        var team = await hall.Team(colleagues: 2);
        var one = (await hall.Submit(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover))).Value;
        var two = (await hall.Submit(team.Others[1], Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover))).Value;

        var answers = await Task.WhenAll(new[] { one, two }.Select(id => hall.Get<AnswerCover>().Accept(team.Cover, id, default)));

        Assert.Single(answers, answer => answer.Refusal is null);
        Assert.Contains("不能同时顶两个岗", answers.Single(answer => answer.Refusal is not null).Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_cover_and_leave_of_ones_own_in_the_same_second_the_second_one_knows_of_the_first()
    {
        foreach (var round in Enumerable.Range(0, 8))
        {
            var team = await hall.Team(colleagues: 2);
            var id = (await hall.Submit(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover))).Value;
            var outing = new RecordOutings.Request(Guid.NewGuid(), [team.Cover.StaffId], Time("2026-11-20 08:30"), Time("2026-11-20 17:00"), "全市培训");
            var accept = Task.Run(() => hall.Get<AnswerCover>().Accept(team.Cover, id, default));
            var away = Task.Run(async () => (round % 2 == 0
                ? await hall.Submit(team.Cover, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Others[1]))
                : await hall.Get<RecordOutings>().Run(hall.Section, outing, default)).Refusal);

            Assert.Null(await away);
            // Either the cover is refused, or whoever counted on it is told.
            Assert.Equal(
                (await accept).Refusal is null,
                (await hall.Told(team.Clerk)).Exists(text => text.Contains("另请一位同事接替", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Whose_cover_is_sent_out_by_the_section_is_told_to_ask_another()
    {
        var team = await hall.Team();
        var id = await hall.Approved(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover));

        var outing = new RecordOutings.Request(Guid.NewGuid(), [team.Cover.StaffId], Time("2026-11-20 08:30"), Time("2026-11-20 17:00"), "全市培训");
        Assert.Null((await hall.Get<RecordOutings>().Run(hall.Section, outing, default)).Refusal);

        var told = (await hall.Told(team.Clerk))[^1];
        Assert.StartsWith($"您的顶岗人测试{await hall.NumberOf(team.Cover)}由科室登记了 11 月 20 日（周五）08:30 至 17:00 的因公外出", told, StringComparison.Ordinal);
        Assert.Contains("另请一位同事接替", told, StringComparison.Ordinal);
        Assert.DoesNotContain("培训", told, StringComparison.Ordinal);
        Assert.Equal(LeaveState.Approved, (await hall.Leave(id)).State);
    }

    [Fact]
    public async Task Who_takes_over_midway_has_to_be_free_from_now_on_and_not_before()
    {
        var team = await hall.Team(colleagues: 4);
        var id = await hall.Approved(team.Clerk, Form("2026-11-23 08:30", "2026-11-27 17:00", team.Cover));
        _ = await hall.Approved(team.Others[1], Form("2026-11-23 08:30", "2026-11-23 11:30", team.Leader));
        _ = await hall.Approved(team.Others[2], Form("2026-11-24 08:30", "2026-11-24 11:30", team.Others[3]));
        hall.At("2026-11-25 09:00");

        // On leave of their own on Monday, and free since.
        Assert.Null((await hall.Get<AskAnotherCover>().Run(team.Clerk, id, team.Others[1].StaffId, default)).Refusal);
        Assert.Null((await hall.Get<AnswerCover>().Accept(team.Others[1], id, default)).Refusal);
        Assert.Equal((LeaveState.Approved, team.Others[1].StaffId, null), await Covers(id));

        // The record takes one cover for the whole of a leave: who covered another on Tuesday is not asked in vain.
        var refusal = (await hall.Get<AskAnotherCover>().Run(team.Clerk, id, team.Others[3].StaffId, default)).Refusal!;
        Assert.Contains("顶过岗（11 月 24 日（周二）08:30 至 11:30）；顶岗人按整张假条登记", refusal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_over_is_taken_over_by_nobody()
    {
        var team = await hall.Team(colleagues: 2);
        var id = await hall.Approved(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover));
        Assert.Null((await hall.Get<AskAnotherCover>().Run(team.Clerk, id, team.Others[1].StaffId, default)).Refusal);
        hall.At("2026-11-20 17:01");

        Assert.Contains("结束或已终止", (await hall.Get<AnswerCover>().Accept(team.Others[1], id, default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Equal(team.Cover.StaffId, (await Covers(id)).Cover);
    }

    [Fact]
    public async Task Whose_cover_is_no_longer_posted_then_is_told_once_to_ask_another()
    {
        var team = await hall.Team(colleagues: 2);
        var id = await hall.Approved(team.Clerk, Form("2026-11-20 08:30", "2026-11-24 17:00", team.Cover));
        async Task<int> Told() => (await hall.Told(team.Clerk)).Count(text => text.Contains("在 2026-11-23 已没有在岗任职", StringComparison.Ordinal));
        _ = await hall.Get<RemindCovers>().Run(default);
        Assert.Equal(0, await Told());
        await hall.Sql($"UPDATE posting SET \"to\" = '2026-11-20' WHERE staff_id = {team.Cover.StaffId}");

        hall.At("2026-11-20 09:00");
        _ = await hall.Get<RemindCovers>().Run(default);
        _ = await hall.Get<RemindCovers>().Run(default);
        Assert.Equal(1, await Told());

        Assert.Null((await hall.Get<AskAnotherCover>().Run(team.Clerk, id, team.Others[1].StaffId, default)).Refusal);
        Assert.Null((await hall.Get<AnswerCover>().Accept(team.Others[1], id, default)).Refusal);
        _ = await hall.Get<RemindCovers>().Run(default);
        Assert.Equal(1, await Told());
    }

    [Fact]
    public async Task Who_has_agreed_and_cannot_after_all_is_told_the_way_out()
    {
        var team = await hall.Team();
        var id = await hall.Accepted(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover));

        var refusal = (await hall.Get<AnswerCover>().Decline(team.Cover, id, "我病了", default)).Refusal!;

        Assert.Contains($"请告诉测试{await hall.NumberOf(team.Clerk)}在假条中换一位顶岗人；在那位同事同意之前，仍由您顶岗", refusal.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("别人刚刚处理过", refusal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cover_from_elsewhere_adds_the_sections_signature_and_no_other()
    {
        var alone = await hall.Team(colleagues: 1, hasLeader: false);
        var id = await hall.Accepted(alone.Clerk, Form("2026-11-23 08:30", "2026-11-24 17:00", alone.Cover));
        var before = (await hall.Leave(id)).Signatures.Select(signature => signature.Signer).ToList();
        // With this one it is four days together, which others sign; that one was asked for by itself.
        _ = (await hall.Submit(alone.Clerk, Form("2026-11-25 08:30", "2026-11-26 17:00", alone.Cover, extends: id))).Value;
        _ = (await hall.Submit(alone.Cover, Form("2026-11-23 08:30", "2026-11-24 17:00", await hall.Neighbour(alone)))).Refusal;
        var neighbour = await hall.Neighbour(alone);
        Assert.Null((await hall.Get<AskAnotherCover>().Run(alone.Clerk, id, neighbour.StaffId, default)).Refusal);

        Assert.Null((await hall.Get<AnswerCover>().Accept(neighbour, id, default)).Refusal);

        var leave = await hall.Leave(id);
        Assert.Equal([.. before, LeaveSigner.Section], leave.Signatures.OrderBy(signature => signature.Id).Select(signature => signature.Signer));
        Assert.EndsWith(WhoSigns.FromElsewhere, leave.TierSentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_answer_is_reminded_once_and_at_its_start_the_applicant_learns_that_it_does_not_hold()
    {
        var team = await hall.Team();
        var id = (await hall.Submit(team.Clerk, Form("2026-11-23 08:30", "2026-11-23 17:00", team.Cover))).Value;
        async Task<int> Reminders() => (await hall.Told(team.Cover)).Count(text => text.Contains("已等待多时", StringComparison.Ordinal));
        hall.At("2026-11-19 09:00");
        _ = await hall.Get<RemindCovers>().Run(default);
        Assert.Equal(0, await Reminders());

        hall.At("2026-11-20 16:00");
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => hall.Get<RemindCovers>().Run(default)));
        _ = await hall.Get<RemindCovers>().Run(default);
        Assert.Equal(1, await Reminders());
        Assert.DoesNotContain(await hall.Told(team.Clerk), text => text.Contains("还不成立", StringComparison.Ordinal));

        hall.At("2026-11-23 08:30");
        _ = await hall.Get<RemindCovers>().Run(default);
        _ = await hall.Get<RemindCovers>().Run(default);
        var told = Assert.Single(await hall.Told(team.Clerk), text => text.Contains("还不成立", StringComparison.Ordinal));
        Assert.Contains("还没有答复是否顶岗，也未签批：请假还不成立，请按时到岗", told, StringComparison.Ordinal);
        Assert.EndsWith("假期已到开始时间。请在“顶岗”中同意或谢绝。", (await hall.Told(team.Cover))[^1], StringComparison.Ordinal);

        // A late yes does not use up the reminder of the return.
        Assert.Null((await hall.Get<AnswerCover>().Accept(team.Cover, id, default)).Refusal);
        Assert.Null((await hall.Leave(id)).ReturnTold);
    }

    private async Task<(LeaveState State, int? Cover, int? Next)> Covers(int id)
    {
        var leave = await hall.Leave(id);
        return (leave.State, leave.CoverId, leave.NextCoverId);
    }

    private async Task<string?> Fault(Team team, int? coverId)
    {
        var judged = await hall.Preview(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", null) with { CoverId = coverId });
        return judged.Faults.SingleOrDefault()?.Text;
    }
}
