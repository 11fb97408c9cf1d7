using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Leave;

namespace ServiceHall.Web.Tests.Leave;

/// <summary>请假 (二): who signs, in whose place, and that nothing passes by waiting.</summary>
public sealed class SignLeaveTests(AskingHall hall) : IClassFixture<AskingHall>
{
    [Fact]
    public async Task One_day_needs_the_window_leader_and_the_section_head_in_any_order()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        var id = await hall.Accepted(team.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-23 17:00", team.Cover));

        Assert.Null((await Sign(hall.SectionHead, id)).Refusal);
        Assert.Equal(LeaveState.WaitsForSignatures, (await hall.Leave(id)).State);
        Assert.Null((await Sign(team.Leader!, id)).Refusal);

        var leave = await hall.Leave(id);
        Assert.Equal(LeaveState.Approved, leave.State);
        Assert.Equal([LeaveAct.Submit, LeaveAct.AcceptCover, LeaveAct.Sign, LeaveAct.SignLast], leave.Steps.Select(step => step.Act));
        Assert.Contains(await hall.Told(team.Clerk), told => told.Contains("已批准", StringComparison.Ordinal));
        Assert.Contains(await hall.Told(hall.Section), told => told.Contains("待科室备案", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_leaders_own_three_days_go_to_unit_leader_and_hall_leader()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        var id = await hall.Accepted(team.Leader!, AskingHall.Form("2026-11-23 08:30", "2026-11-25 17:00", team.Cover));

        Assert.Equal([LeaveSigner.UnitLeader, LeaveSigner.HallLeader], (await hall.Leave(id)).Signatures.Select(signature => signature.Signer).Order());
        Assert.NotNull((await Sign(hall.SectionHead, id)).Refusal);
        Assert.Null((await Sign(team.UnitLeader, id)).Refusal);
        Assert.Null((await Sign(hall.HallLeader, id)).Refusal);
        Assert.Equal(LeaveState.Approved, (await hall.Leave(id)).State);
    }

    [Fact]
    public async Task One_refusal_ends_it_and_needs_a_reason()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        var id = await hall.Accepted(team.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-23 17:00", team.Cover));

        Assert.Contains("理由", (await Sign(hall.SectionHead, id, approves: false, remark: " ")).Refusal!.Text, StringComparison.Ordinal);
        Assert.Null((await Sign(hall.SectionHead, id, approves: false, remark: "当天大厅迎检")).Refusal);
        Assert.Equal(LeaveState.Refused, (await hall.Leave(id)).State);
        Assert.Equal(RefusalKind.Conflict, (await Sign(team.Leader!, id)).Refusal!.Kind);
        Assert.Contains(await hall.Told(team.Clerk), told => told.Contains("签批意见见假条", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_signs_for_themselves_nor_without_the_office_and_the_attempt_is_on_record()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        var id = await hall.Accepted(team.Leader!, AskingHall.Form("2026-11-23 08:30", "2026-11-23 11:30", team.Cover));

        Assert.Equal(RefusalKind.NotAllowed, (await Sign(team.Leader!, id)).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotAllowed, (await Sign(team.Cover, id)).Refusal!.Kind);
        Assert.Equal(2, (await hall.AuditRecords()).Count(record => record.Subject == $"leave {id}" && record.Outcome == AuditOutcome.NotAllowed));
    }

    [Fact]
    public async Task An_approver_who_lost_the_role_between_opening_and_deciding_is_refused()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        var id = await hall.Accepted(team.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-25 17:00", team.Cover));
        await hall.Sql($"DELETE FROM role_grant WHERE staff_id = {team.UnitLeader.StaffId}");

        var refusal = (await Sign(team.UnitLeader, id)).Refusal!;

        Assert.Equal(RefusalKind.NotFound, refusal.Kind);
        Assert.Contains("职责已有变动", refusal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_decide_in_the_same_second_the_later_one_gets_a_sentence()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        var id = await hall.Accepted(team.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-23 17:00", team.Cover));

        var answers = await Task.WhenAll(
            Sign(hall.SectionHead, id, approves: false, remark: "人手不足"), Sign(team.Leader!, id, approves: false, remark: "人手不足"),
            Sign(hall.SectionHead, id), Sign(team.Leader!, id));

        // Whoever came first ended it or signed; nobody's second decision was taken.
        var leave = await hall.Leave(id);
        Assert.Equal(leave.Turn, leave.Steps.Count);
        Assert.Equal(leave.Steps.Count - 2, answers.Count(answer => answer.Refusal is null));
        Assert.All(answers.Where(answer => answer.Refusal is not null), answer => Assert.NotEmpty(answer.Refusal!.Text));
    }

    [Fact]
    public async Task A_window_without_a_leader_has_the_section_head_sign_in_place_once()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team(hasLeader: false);
        var id = await hall.Accepted(team.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-23 17:00", team.Cover));

        var signature = Assert.Single((await hall.Leave(id)).Signatures);
        Assert.Equal(LeaveSigner.SectionHead, signature.Signer);
        Assert.Contains("代签", signature.Why, StringComparison.Ordinal);
        Assert.Null((await Sign(hall.SectionHead, id)).Refusal);
        Assert.Equal(LeaveState.Approved, (await hall.Leave(id)).State);
    }

    [Fact]
    public async Task A_delegate_signs_for_the_approver_and_it_is_on_record()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team(colleagues: 2);
        var number = await hall.NumberOf(team.Others[1]);
        var delegated = await hall.Get<DelegateSigning>().Run(team.Leader!, new("", number, new(2026, 11, 19), new(2026, 11, 20), "外出培训"), default);
        Assert.Null(delegated.Refusal);
        var id = await hall.Accepted(team.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-23 11:30", team.Cover));

        Assert.Null((await Sign(team.Others[1], id)).Refusal);

        var signature = Assert.Single((await hall.Leave(id)).Signatures);
        Assert.Equal((team.Others[1].StaffId, team.Leader!.StaffId), (signature.DecidedById, signature.OnBehalfOfId));
    }

    [Fact]
    public async Task A_delegation_in_a_circle_is_refused()
    {
        hall.At("2026-11-19 09:00");
        var (one, two, three) = (await hall.Team(), await hall.Team(), await hall.Team());
        Assert.Null((await Delegate(one.Leader!, two.Leader!)).Refusal);
        Assert.Null((await Delegate(two.Leader!, three.Leader!)).Refusal);

        Assert.Contains("圈", (await Delegate(three.Leader!, one.Leader!)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("本人", (await Delegate(one.Leader!, one.Leader!)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("已有委托", (await Delegate(one.Leader!, three.Leader!)).Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_is_reminded_of_and_rises_and_never_passes()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        var id = await hall.Accepted(team.Clerk, AskingHall.Form("2026-12-07 08:30", "2026-12-07 11:30", team.Cover));

        hall.At("2026-11-19 13:59");
        await Raise();
        Assert.Null((await hall.Leave(id)).Signatures[0].RemindedAt);
        hall.At("2026-11-19 14:00");
        await Raise();
        Assert.NotNull((await hall.Leave(id)).Signatures[0].RemindedAt);
        Assert.Equal(RefusalKind.NotAllowed, (await Sign(hall.SectionHead, id)).Refusal!.Kind);

        hall.At("2026-11-20 09:00");
        await Raise();
        await Raise();
        var leave = await hall.Leave(id);
        Assert.Equal((LeaveSigner?)LeaveSigner.SectionHead, leave.Signatures[0].RaisedTo);
        Assert.Equal(LeaveState.WaitsForSignatures, leave.State);
        Assert.Single(leave.Steps, step => step.Act == LeaveAct.Raise);
        Assert.Null((await Sign(hall.SectionHead, id)).Refusal);
        Assert.Equal(LeaveState.Approved, (await hall.Leave(id)).State);
    }

    [Fact]
    public async Task An_approver_on_leave_without_a_delegate_leaves_it_to_the_next_level()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team(colleagues: 2);
        await hall.Approved(team.Leader!, AskingHall.Form("2026-11-26 08:30", "2026-11-27 17:00", team.Others[1]));
        hall.At("2026-11-26 10:00");
        var id = await hall.Accepted(team.Clerk, AskingHall.Form("2026-12-01 08:30", "2026-12-01 11:30", team.Cover));

        Assert.Null((await Sign(hall.SectionHead, id)).Refusal);

        Assert.Equal(LeaveState.Approved, (await hall.Leave(id)).State);
    }

    [Fact]
    public async Task Of_several_decided_at_once_a_refused_one_leaves_the_others_decided()
    {
        hall.At("2026-11-19 09:00");
        var (team, other) = (await hall.Team(), await hall.Team());
        int[] ids =
        [
            await hall.Accepted(team.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-23 11:30", team.Cover)),
            await hall.Accepted(other.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-23 11:30", other.Cover)),
            await hall.Accepted(team.Clerk, AskingHall.Form("2026-11-24 08:30", "2026-11-24 11:30", team.Cover)),
        ];

        var decided = await hall.Get<SignLeave>().Run(team.Leader!, ids, true, "", default);

        Assert.Equal(ids, decided.Select(one => one.LeaveId));
        Assert.Equal([null, RefusalKind.NotFound, null], decided.Select(one => one.Refusal?.Kind));
        var states = new List<LeaveState>();
        foreach (var id in ids)
            states.Add((await hall.Leave(id)).State);
        Assert.Equal([LeaveState.Approved, LeaveState.WaitsForSignatures, LeaveState.Approved], states);
    }

    [Fact]
    public async Task A_delegate_who_is_away_too_leaves_it_to_the_next_level()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team(colleagues: 3);
        await hall.Approved(team.Leader!, AskingHall.Form("2026-11-26 08:30", "2026-11-26 17:00", team.Others[1]));
        Assert.Null((await Delegate(team.Leader!, team.Others[2])).Refusal);
        hall.At("2026-11-26 10:00");
        var first = await hall.Accepted(team.Clerk, AskingHall.Form("2026-12-01 08:30", "2026-12-01 11:30", team.Cover));
        Assert.Equal(RefusalKind.NotAllowed, (await Sign(hall.SectionHead, first)).Refusal!.Kind);

        hall.At("2026-11-26 08:00");
        await hall.Approved(team.Others[2], AskingHall.Form("2026-11-26 08:30", "2026-11-26 11:30", team.Cover));
        hall.At("2026-11-26 10:00");

        Assert.Null((await Sign(hall.SectionHead, first)).Refusal);
        Assert.Equal(LeaveState.Approved, (await hall.Leave(first)).State);
    }

    [Fact]
    public async Task The_section_head_enters_a_delegation_for_an_approver_who_cannot_and_once_ended_it_signs_no_more()
    {
        hall.At("2026-11-23 09:00");
        var team = await hall.Team(colleagues: 2);
        var (leader, colleague) = (await hall.NumberOf(team.Leader!), await hall.NumberOf(team.Others[1]));
        var request = new DelegateSigning.Request(leader, colleague, new(2026, 11, 23), new(2026, 11, 27), "突发住院");
        Assert.Equal(RefusalKind.NotAllowed, (await hall.Get<DelegateSigning>().Run(team.Clerk, request, default)).Refusal!.Kind);
        Assert.Null((await hall.Get<DelegateSigning>().Run(hall.SectionHead, request, default)).Refusal);
        Assert.Contains(await hall.Told(team.Leader!), text => text.Contains("代签请假", StringComparison.Ordinal));
        Assert.Contains(await hall.Told(team.Others[1]), text => text.Contains("代签请假", StringComparison.Ordinal));
        var (one, two) = (
            await hall.Accepted(team.Clerk, AskingHall.Form("2026-12-01 08:30", "2026-12-01 11:30", team.Cover)),
            await hall.Accepted(team.Clerk, AskingHall.Form("2026-12-02 08:30", "2026-12-02 11:30", team.Cover)));
        Assert.Null((await Sign(team.Others[1], one)).Refusal);

        var duty = Assert.Single((await hall.Get<DelegateSigning>().List(team.Leader!, 1, default)).Value.Rows);
        Assert.Equal(RefusalKind.NotAllowed, (await hall.Get<DelegateSigning>().End(team.Others[1], duty.Id, default)).Refusal!.Kind);
        Assert.Null((await hall.Get<DelegateSigning>().End(hall.SectionHead, duty.Id, default)).Refusal);

        Assert.Equal(RefusalKind.NotFound, (await Sign(team.Others[1], two)).Refusal!.Kind);
        Assert.Equal(RefusalKind.Conflict, (await hall.Get<DelegateSigning>().End(hall.SectionHead, duty.Id, default)).Refusal!.Kind);
        Assert.Equal(LeaveState.Approved, (await hall.Leave(one)).State);
        Assert.Contains(await hall.Told(team.Others[1]), text => text.Contains("已结束", StringComparison.Ordinal));
        var records = (await hall.AuditRecords()).Where(record => record.Action == "leave.delegate").ToList();
        Assert.Contains(records, record => record.Subject == $"staff {leader}" && record.Outcome == AuditOutcome.Done);
        Assert.Contains(records, record => record.Subject == $"staff {leader}" && record.Outcome == AuditOutcome.NotAllowed);
        Assert.DoesNotContain(records, record => record.Detail.Contains("突发住院", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_delegation_that_two_end_in_the_same_second_ends_once()
    {
        hall.At("2026-11-23 09:00");
        for (var round = 0; round < 4; round++)
        {
            var team = await hall.Team(colleagues: 2);
            Assert.Null((await Delegate(team.Leader!, team.Others[1])).Refusal);
            var duty = Assert.Single((await hall.Get<DelegateSigning>().List(team.Leader!, 1, default)).Value.Rows);

            var answers = await Task.WhenAll(new[] { team.Leader!, hall.SectionHead, team.Leader!, hall.SectionHead }
                .Select(actor => hall.Get<DelegateSigning>().End(actor, duty.Id, default)));

            Assert.Single(answers, answer => answer.Refusal is null);
            Assert.All(answers, answer => Assert.True(answer.Refusal is null or { Kind: RefusalKind.Conflict }));
        }
    }

    [Fact]
    public async Task Two_servers_at_once_remind_and_raise_exactly_once()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        var id = await hall.Accepted(team.Clerk, AskingHall.Form("2026-12-08 08:30", "2026-12-08 11:30", team.Cover));
        foreach (var moment in new[] { "2026-11-19 14:00", "2026-11-20 09:00" })
        {
            hall.At(moment);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Raise)));
        }

        Assert.Single((await hall.Leave(id)).Steps, step => step.Act == LeaveAct.Raise);
        Assert.Equal(2, (await hall.Told(team.Leader!)).Count(text => text.Contains("不会因等待而自动通过", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_refusal_frees_the_others_from_signing_and_tells_those_who_had_signed()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        var (signed, waiting) = (
            await hall.Accepted(team.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-23 17:00", team.Cover)),
            await hall.Accepted(team.Clerk, AskingHall.Form("2026-11-25 08:30", "2026-11-25 17:00", team.Cover)));
        Assert.Null((await Sign(team.Leader!, signed)).Refusal);
        foreach (var id in new[] { signed, waiting })
            Assert.Null((await Sign(hall.SectionHead, id, approves: false, remark: "大厅迎检")).Refusal);

        Assert.Equal(2, (await hall.Told(team.Leader!)).Count(text => text.Contains("不用再签批", StringComparison.Ordinal)));
        Assert.DoesNotContain(await hall.Told(hall.SectionHead), text => text.Contains("不用再签批", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Signing_after_the_start_has_the_days_computed_again()
    {
        hall.At("2026-11-19 08:00");
        var team = await hall.Team();
        var id = await hall.Accepted(team.Clerk, AskingHall.Form("2026-11-19 08:30", "2026-11-19 11:30", team.Cover));
        hall.At("2026-11-19 12:45");
        Assert.Null((await Sign(team.Leader!, id)).Refusal);

        await using var db = await hall.Factory.CreateDbContextAsync();
        var stale = await db.Set<StaleDay>().SingleAsync(day => day.StaffId == team.Clerk.StaffId);
        Assert.Equal(new DateOnly(2026, 11, 19), stale.First);
    }

    private Task<Answer<Done>> Sign(Actor actor, int id, bool approves = true, string remark = "") => hall.Get<SignLeave>().Run(actor, id, approves, remark, default);

    private async Task<Answer<Done>> Delegate(Actor from, Actor to) => await hall.Get<DelegateSigning>().Run(
        from, new("", await hall.NumberOf(to), new(2026, 11, 23), new(2026, 11, 27), "外出培训"), default);

    private Task<int> Raise() => hall.Get<RaiseSignatures>().Run(default);
}
