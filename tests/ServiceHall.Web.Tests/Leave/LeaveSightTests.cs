using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Scoring;
using static ServiceHall.Web.Tests.Leave.AskingHall;
using Posting = ServiceHall.Web.People.Posting;

namespace ServiceHall.Web.Tests.Leave;

/// <summary>Whoever finds leave in a list can open it, with as much of it as concerns them; nobody else can.</summary>
public sealed class LeaveSightTests(AskingHall hall) : IClassFixture<AskingHall>
{
    [Fact]
    public async Task Every_listed_row_opens_for_every_role_that_has_the_list()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team(colleagues: 2);
        int[] ids =
        [
            (await hall.Submit(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 11:30", team.Cover))).Value,
            await hall.Accepted(team.Clerk, Form("2026-11-23 08:30", "2026-11-23 17:00", team.Cover)),
            await hall.Accepted(team.Others[1], Form("2026-12-07 08:30", "2026-12-09 17:00", team.Cover)),
            await hall.Approved(team.Clerk, Form("2026-11-25 08:30", "2026-11-25 17:00", team.Cover)),
            await hall.Accepted(team.Leader!, Form("2026-12-01 08:30", "2026-12-01 11:30", team.Cover)),
        ];

        foreach (var (actor, whole) in new[] { (team.Leader!, 3), (team.UnitLeader, 1), (hall.HallLeader, 3), (hall.Section, 5), (hall.SectionHead, 5) })
        {
            var rows = (await hall.Get<ListLeave>().Run(actor, new((await hall.NumberOf(team.Clerk))[..^2] + "-", ListLeave.Which.All, "", null, 1), default)).Value.Rows;
            Assert.Equal(ids.Order(), rows.Select(row => row.Leave.Id).Order());
            // The list is no way round the sheet.
            Assert.All(rows, row => Assert.Equal(actor == hall.Section || actor == hall.SectionHead, row.Leave.Reason.Length > 0));
            var sights = new List<LeaveSight>();
            foreach (var row in rows)
            {
                sights.Add((await hall.Get<ShowLeave>().Run(actor, row.Leave.Id, default)).Value.Sight);
                Assert.Null((await hall.Get<LeaveDuties>().Run(actor, row.Leave.Id, default)).Refusal);
            }

            Assert.Equal(whole, sights.Count(sight => sight == LeaveSight.Whole));
            Assert.DoesNotContain(LeaveSight.None, sights);
        }
    }

    [Fact]
    public async Task The_audit_says_which_request_and_what_was_decided_and_nothing_of_anybodys_health()
    {
        const string illness = "急性阑尾炎住院";
        hall.At("2026-11-19 09:00");
        var team = await hall.Team(colleagues: 2);
        var declined = (await hall.Submit(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 11:30", team.Cover, reason: illness))).Value;
        Assert.Null((await hall.Get<AnswerCover>().Decline(team.Cover, declined, illness, default)).Refusal);
        Assert.Null((await hall.Get<CancelLeave>().Run(team.Clerk, declined, illness, default)).Refusal);
        var signed = await hall.Accepted(team.Clerk, Form("2026-11-23 08:30", "2026-11-23 11:30", team.Cover));
        Assert.Null((await hall.Get<SignLeave>().Run(team.Leader!, signed, approves: true, illness, default)).Refusal);
        var late = await hall.Approved(team.Others[1], Form("2026-11-18 08:30", "2026-11-18 11:30", team.Cover));
        Assert.Null((await hall.Get<FileLeave>().Run(hall.Section, late, illness, default)).Refusal);
        Assert.Null((await hall.Get<FileLeave>().SendBack(hall.Section, late, illness, default)).Refusal);
        Assert.Equal(1, (await hall.Get<RecordOutings>().Run(hall.Section, new(Guid.NewGuid(), [team.Clerk.StaffId], Time("2026-11-27 08:30"), Time("2026-11-27 11:30"), illness), default)).Value);

        var records = await hall.AuditRecords();
        Assert.DoesNotContain(records, record => record.Detail.Contains(illness, StringComparison.Ordinal));
        Assert.Contains(records, record => record.Action == "leave.sign" && record.Subject == $"leave {signed}" && record.Detail == "窗口负责人同意");
        Assert.Contains(records, record => record.Action == "leave.file" && record.Subject == $"leave {late}" && record.Detail == "补假认可");
        Assert.Contains(records, record => record is { Action: "leave.record-outings", Detail: "1 人，2026-11-27 08:30–2026-11-27 11:30" });
    }

    [Fact]
    public async Task Messages_which_leave_the_hall_lead_to_the_request_and_repeat_nothing_that_anybody_wrote()
    {
        const string illness = "化疗第三疗程";
        hall.At("2026-11-19 09:00");
        var team = await hall.Team(colleagues: 2);
        var declined = (await hall.Submit(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 11:30", team.Cover, reason: illness))).Value;
        Assert.Null((await hall.Get<AnswerCover>().Decline(team.Cover, declined, illness, default)).Refusal);
        Assert.Null((await hall.Get<CancelLeave>().Run(team.Clerk, declined, illness, default)).Refusal);
        var refused = await hall.Accepted(team.Clerk, Form("2026-11-23 08:30", "2026-11-23 11:30", team.Cover));
        Assert.Null((await hall.Get<SignLeave>().Run(team.Leader!, refused, approves: false, illness, default)).Refusal);
        var late = await hall.Approved(team.Others[1], Form("2026-11-18 08:30", "2026-11-18 11:30", team.Cover));
        Assert.Null((await hall.Get<FileLeave>().Run(hall.Section, late, illness, default)).Refusal);
        Assert.Null((await hall.Get<FileLeave>().SendBack(hall.Section, late, illness, default)).Refusal);
        Assert.Null((await hall.Get<RecordOutings>().Run(
            hall.Section, new(Guid.NewGuid(), [team.Clerk.StaffId], Time("2026-11-27 08:30"), Time("2026-11-27 11:30"), illness), default)).Refusal);
        Assert.Null((await hall.Get<DelegateSigning>().Run(
            team.Leader!, new("", await hall.NumberOf(team.Others[1]), new(2026, 11, 20), new(2026, 11, 21), illness), default)).Refusal);

        await using var db = await hall.Factory.CreateDbContextAsync();
        Assert.Empty(db.Set<Message>().Where(message => message.Text.Contains(illness)).Select(message => message.Text));
        // Whoever asked is told where to read it.
        Assert.Contains(db.Set<Message>(), message => message.StaffId == team.Clerk.StaffId && message.Address == $"/leave/{refused}"
            && message.Text.Contains("签批意见见假条"));
        // What is computed again because of it says so by the request's number, in the ledger too.
        Assert.Empty(db.Set<StaleDay>().Where(day => day.Cause.Contains(illness)).Select(day => day.Cause));
    }

    [Fact]
    public async Task Nobody_else_sees_it_nor_who_may_sign_it_and_the_attempt_is_on_record()
    {
        hall.At("2026-11-19 09:00");
        var (team, other) = (await hall.Team(), await hall.Team());
        var id = await hall.Accepted(team.Clerk, Form("2026-11-23 08:30", "2026-11-23 17:00", team.Cover));

        foreach (var stranger in new[] { other.Leader!, other.UnitLeader, other.Clerk })
        {
            Assert.Equal(RefusalKind.NotFound, (await hall.Get<ShowLeave>().Run(stranger, id, default)).Refusal!.Kind);
            Assert.Equal(RefusalKind.NotFound, (await hall.Get<LeaveDuties>().Run(stranger, id, default)).Refusal!.Kind);
        }

        Assert.Equal(6, (await hall.AuditRecords()).Count(record => record.Subject == $"leave {id}" && record.Outcome == AuditOutcome.NotAllowed));
        Assert.Equal(RefusalKind.NotFound, (await hall.Get<LeaveDuties>().Run(team.Leader!, 987654, default)).Refusal!.Kind);
    }

    [Fact]
    public async Task A_leader_opens_the_leave_that_the_month_shows_of_somebody_who_has_moved_since_and_no_later_one()
    {
        hall.At("2026-11-19 09:00");
        var (team, next) = (await hall.Team(), await hall.Team());
        var (before, after) = (
            await hall.Approved(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover)),
            await hall.Approved(team.Clerk, Form("2026-11-24 08:30", "2026-11-24 17:00", team.Cover)));
        await hall.Sql($"UPDATE posting SET \"to\" = '2026-11-20' WHERE staff_id = {team.Clerk.StaffId}");
        await using (var db = await hall.Factory.CreateDbContextAsync())
        {
            db.Add(new Posting { StaffId = team.Clerk.StaffId, WindowId = next.Window.Id, Role = PostRole.Staff, From = new(2026, 11, 21) });
            await db.SaveChangesAsync();
        }

        hall.At("2026-11-25 09:00");
        var cell = (await hall.Get<ShowHalfDay>().Run(team.Leader!, new(team.Clerk.StaffId, new(2026, 11, 20), Rules.Calendar.DayPart.Morning), default)).Value;

        Assert.Contains(cell.Grounds, ground => ground.Address == $"/desk/leave/{before}");
        Assert.Null((await hall.Get<ShowLeave>().Run(team.Leader!, before, default)).Refusal);
        Assert.Equal(LeaveSight.Outline, (await hall.Get<ShowLeave>().Run(team.UnitLeader, before, default)).Value.Sight);
        Assert.NotNull((await hall.Get<ShowLeave>().Run(team.Leader!, after, default)).Refusal);
        Assert.Null((await hall.Get<ShowLeave>().Run(next.Leader!, after, default)).Refusal);
    }

    [Fact]
    public async Task A_reason_is_looked_for_only_by_those_who_read_all_of_them()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        await hall.Accepted(team.Clerk, Form("2026-11-26 08:30", "2026-11-26 11:30", team.Cover, reason: "陪母亲住院"));

        foreach (var (actor, found) in new[] { (hall.Section, 1), (hall.HallLeader, 0), (team.UnitLeader, 0) })
            Assert.Equal(found, (await hall.Get<ListLeave>().Run(actor, new("母亲住院", ListLeave.Which.All, "", null, 1), default)).Value.Total);
    }

    [Fact]
    public async Task Whoever_sees_the_outline_is_handed_nothing_that_anybody_wrote_about_it()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team(colleagues: 2);
        var sick = await hall.Accepted(team.Clerk, Form("2026-11-23 08:30", "2026-11-23 17:00", team.Cover, "sick", reason: "私密病情"));
        Assert.Null((await hall.Get<AskAnotherCover>().Run(team.Clerk, sick, team.Others[1].StaffId, default)).Refusal);
        Assert.Null((await hall.Get<AnswerCover>().Decline(team.Others[1], sick, "私密原因：也要陪护", default)).Refusal);
        Assert.Null((await hall.Get<SignLeave>().Run(team.Leader!, sick, true, "私密病情属实", default)).Refusal);
        Assert.Null((await hall.Get<CancelLeave>().Run(team.Clerk, sick, "私密病情好转", default)).Refusal);
        var late = await hall.Approved(team.Clerk, Form("2026-11-18 08:30", "2026-11-18 11:30", team.Cover, "sick", reason: "私密急诊"));
        Assert.Null((await hall.Get<FileLeave>().Run(hall.Section, late, "私密急诊，有病历", default)).Refusal);
        Assert.Null((await hall.Get<RecordOutings>().Run(
            hall.Section, new(Guid.NewGuid(), [team.Clerk.StaffId], Time("2026-11-24 08:30"), Time("2026-11-24 17:00"), "私密谈话"), default)).Refusal);
        var outing = (await hall.Get<ListLeave>().Run(hall.Section, new(await hall.NumberOf(team.Clerk), ListLeave.Which.All, RecordOutings.Kind, null, 1), default)).Value.Rows[0].Leave.Id;
        // Whoever leads the window without having to sign, which a new leader is.
        var next = await hall.Posted($"{await hall.NumberOf(team.Clerk)}-next", team.Window, PostRole.Leader);

        foreach (var (actor, id) in new[]
        {
            (team.Cover, sick), (team.UnitLeader, sick), (team.Cover, late), (team.UnitLeader, late), (team.UnitLeader, outing), (next, outing), (hall.HallLeader, outing),
        })
        {
            var page = (await hall.Get<ShowLeave>().Run(actor, id, default)).Value;
            Assert.Equal(LeaveSight.Outline, page.Sight);
            Assert.Equal((id, "", null, null), (page.Leave.Id, page.Leave.Reason, page.Leave.AttachmentId, page.Leave.Attachment));
            Assert.DoesNotContain("私密", Written(page.Leave), StringComparison.Ordinal);
            Assert.NotEmpty(page.Leave.Steps);
        }

        Assert.Equal("", (await hall.Get<ShowLeave>().Run(team.Cover, late, default)).Value.Leave.OverriddenFor);
        Assert.Contains("私密谈话", Written((await hall.Get<ShowLeave>().Run(hall.Section, outing, default)).Value.Leave), StringComparison.Ordinal);
        Assert.Contains("私密病情属实", Written((await hall.Get<ShowLeave>().Run(team.Clerk, sick, default)).Value.Leave), StringComparison.Ordinal);
    }

    private static string Written(LeaveRequest leave) =>
        string.Join('|', [leave.Reason, leave.OverriddenFor, .. leave.Signatures.Select(signature => signature.Remark), .. leave.Steps.Select(step => step.Remark)]);
}
