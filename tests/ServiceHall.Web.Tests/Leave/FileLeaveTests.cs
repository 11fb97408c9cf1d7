using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Messages;

namespace ServiceHall.Web.Tests.Leave;

/// <summary>请假 (二): every leave is filed or sent back; what comes after its start counts only when the section accepts it.</summary>
public sealed class FileLeaveTests(AskingHall hall) : IClassFixture<AskingHall>
{
    [Fact]
    public async Task The_section_files_approved_leave_and_only_that()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        var waiting = await hall.Accepted(team.Clerk, AskingHall.Form("2026-11-24 08:30", "2026-11-24 11:30", team.Cover));
        Assert.Equal(RefusalKind.Conflict, (await hall.Get<FileLeave>().Run(hall.Section, waiting, "", default)).Refusal!.Kind);

        var id = await hall.Approved(team.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-23 11:30", team.Cover));
        Assert.Equal(RefusalKind.NotAllowed, (await hall.Get<FileLeave>().Run(team.Leader!, id, "", default)).Refusal!.Kind);
        Assert.Null((await hall.Get<FileLeave>().Run(hall.Section, id, "", default)).Refusal);
        Assert.Equal(LeaveState.Filed, (await hall.Leave(id)).State);
        Assert.Equal(RefusalKind.Conflict, (await hall.Get<FileLeave>().Run(hall.SectionHead, id, "", default)).Refusal!.Kind);
    }

    [Fact]
    public async Task Leave_that_came_after_its_start_counts_once_the_section_accepts_it_with_a_reason()
    {
        hall.At("2026-11-19 10:00");
        var team = await hall.Team();
        var id = await hall.Approved(team.Clerk, AskingHall.Form("2026-11-19 08:30", "2026-11-19 11:30", team.Cover, "sick"));
        Assert.False(await Counts(id));

        Assert.Contains("补假认可", (await hall.Get<FileLeave>().Run(hall.Section, id, "", default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Null((await hall.Get<FileLeave>().Run(hall.Section, id, "急诊，有病历", default)).Refusal);
        Assert.True(await Counts(id));
        Assert.Equal(1, await Stale(team.Clerk));
    }

    [Fact]
    public async Task Of_several_filed_at_once_a_refused_one_leaves_the_others_filed()
    {
        hall.At("2026-11-19 10:00");
        var team = await hall.Team();
        var (late, one, two) = (
            await hall.Approved(team.Clerk, AskingHall.Form("2026-11-19 08:30", "2026-11-19 11:30", team.Cover, "sick")),
            await hall.Approved(team.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-23 11:30", team.Cover)),
            await hall.Approved(team.Clerk, AskingHall.Form("2026-11-24 08:30", "2026-11-24 11:30", team.Cover)));

        var filed = await hall.Get<FileLeave>().Run(hall.Section, [one, late, two], "", default);

        Assert.Equal([(one, false), (late, true), (two, false)], filed.Select(each => (each.LeaveId, each.Refusal is not null)));
        Assert.Equal(
            (LeaveState.Filed, LeaveState.Approved, LeaveState.Filed), ((await hall.Leave(one)).State, (await hall.Leave(late)).State, (await hall.Leave(two)).State));
    }

    [Fact]
    public async Task Those_who_had_signed_are_told_that_it_was_sent_back()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        var id = await hall.Accepted(team.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-23 11:30", team.Cover));
        Assert.Null((await hall.Get<SignLeave>().Run(team.Leader!, id, true, "", default)).Refusal);

        Assert.Null((await hall.Get<FileLeave>().SendBack(hall.Section, id, "缺少证明", default)).Refusal);

        Assert.Contains(await hall.Told(team.Leader!), text => text.StartsWith("您签批过的", StringComparison.Ordinal) && text.Contains("原因见假条", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_follows_leave_that_is_sent_back_stays_and_everybody_is_told_so()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        var id = await hall.Approved(team.Clerk, AskingHall.Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover));
        var next = await hall.Approved(team.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-24 17:00", team.Cover, extends: id));
        Assert.Equal(next, (await hall.Get<LeaveDuties>().Run(hall.Section, id, default)).Value.Next!.Id);

        Assert.Null((await hall.Get<FileLeave>().SendBack(hall.Section, id, "查无证明", default)).Refusal);

        Assert.Equal(LeaveState.Approved, (await hall.Leave(next)).State);
        var applicant = (await hall.Told(team.Clerk))[^1];
        Assert.Contains($"紧接其后的假条 {next}（11 月 23 日（周一）08:30 至 11 月 24 日（周二）17:00）不受影响，不再休的请在开始前撤销", applicant, StringComparison.Ordinal);
        var cover = (await hall.Told(team.Cover))[^1];
        Assert.Contains("这一段您不用再顶岗；其后 11 月 23 日（周一）08:30 至 11 月 24 日（周二）17:00 的请假仍由您顶岗", cover, StringComparison.Ordinal);
        Assert.Null((await hall.Get<LeaveDuties>().Run(hall.Section, next, default)).Value.Next);
    }

    [Fact]
    public async Task What_is_sent_back_before_its_start_is_void()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        var id = await hall.Approved(team.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-23 17:00", team.Cover));
        Assert.Null((await hall.Get<FileLeave>().SendBack(hall.Section, id, "缺少证明", default)).Refusal);

        Assert.True((await hall.Leave(id)).IsVoid);
        Assert.False(await Counts(id));
        Assert.Null((await hall.Submit(team.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-23 17:00", team.Cover))).Refusal);
    }

    [Fact]
    public async Task What_is_sent_back_meanwhile_is_void_from_then_on_and_what_was_taken_stands()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        var id = await hall.Approved(team.Clerk, AskingHall.Form("2026-11-23 08:30", "2026-11-24 17:00", team.Cover));
        hall.At("2026-11-23 15:10");
        Assert.Null((await hall.Get<FileLeave>().SendBack(hall.Section, id, "窗口急需人手", default)).Refusal);

        var leave = await hall.Leave(id);
        Assert.Equal((false, hall.Clock.GetUtcNow()), (leave.IsVoid, leave.To));
        Assert.True(await Counts(id));
    }

    [Fact]
    public async Task What_came_after_its_start_and_was_never_accepted_is_void_from_the_beginning_when_sent_back()
    {
        hall.At("2026-11-19 10:00");
        var team = await hall.Team();
        var id = await hall.Approved(team.Clerk, AskingHall.Form("2026-11-19 08:30", "2026-11-20 17:00", team.Cover, "sick"));
        hall.At("2026-11-20 09:00");
        Assert.Null((await hall.Get<FileLeave>().SendBack(hall.Section, id, "没有证明", default)).Refusal);

        Assert.True((await hall.Leave(id)).IsVoid);
        await using var db = await hall.Factory.CreateDbContextAsync();
        Assert.Contains("自始无效", db.Set<Message>().Where(told => told.StaffId == team.Clerk.StaffId).OrderByDescending(told => told.Id).First().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reason_may_be_as_long_as_its_field_says()
    {
        hall.At("2026-11-19 10:00");
        var team = await hall.Team();
        var id = await hall.Approved(team.Clerk, AskingHall.Form("2026-11-19 08:30", "2026-11-19 11:30", team.Cover, "sick"));

        Assert.Null((await hall.Get<FileLeave>().Run(hall.Section, id, new string('急', LeaveRequest.ReasonLength), default)).Refusal);
        Assert.Null((await hall.Get<FileLeave>().SendBack(hall.Section, id, new string('退', LeaveRequest.ReasonLength), default)).Refusal);
    }

    [Fact]
    public async Task A_closed_month_takes_no_late_leave_and_no_sending_back()
    {
        hall.At("2026-10-20 09:00");
        var team = await hall.Team();
        var id = await hall.Approved(team.Clerk, AskingHall.Form("2026-10-26 08:30", "2026-10-26 11:30", team.Cover));
        hall.At("2026-11-19 09:00");
        await hall.Sql($"INSERT INTO month_closing (month, closed_at, closed_by_id) VALUES ('2026-10-01', now(), {hall.SectionHead.StaffId})");

        Assert.Contains("已月结", (await hall.Get<FileLeave>().SendBack(hall.Section, id, "查无证明", default)).Refusal!.Text, StringComparison.Ordinal);
        await hall.Sql($"DELETE FROM month_closing");
    }

    [Fact]
    public async Task Leave_that_runs_out_of_a_closed_month_is_sent_back_from_now_on()
    {
        hall.At("2026-09-20 09:00");
        var team = await hall.Team();
        var id = await hall.Approved(team.Clerk, AskingHall.Form("2026-09-29 08:30", "2026-10-12 17:00", team.Cover));
        hall.At("2026-10-08 10:20");
        await hall.Sql($"INSERT INTO month_closing (month, closed_at, closed_by_id) VALUES ('2026-09-01', now(), {hall.SectionHead.StaffId})");

        Assert.Null((await hall.Get<FileLeave>().SendBack(hall.Section, id, "查无证明", default)).Refusal);

        var leave = await hall.Leave(id);
        Assert.Equal((LeaveState.SentBack, false, hall.Clock.GetUtcNow()), (leave.State, leave.IsVoid, leave.To));
        await using var db = await hall.Factory.CreateDbContextAsync();
        Assert.Equal(new DateOnly(2026, 10, 8), (await db.Set<StaleDay>().SingleAsync(day => day.StaffId == team.Clerk.StaffId)).First);
        await hall.Sql($"DELETE FROM month_closing");
    }

    [Fact]
    public async Task An_outing_of_many_is_recorded_at_once_and_all_or_none()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team(colleagues: 3);
        await hall.Approved(team.Clerk, AskingHall.Form("2026-11-18 08:30", "2026-11-18 11:30", team.Cover));
        int[] everybody = [team.Clerk.StaffId, .. team.Others.Select(other => other.StaffId)];
        var request = new RecordOutings.Request(Guid.NewGuid(), everybody, AskingHall.Time("2026-11-18 08:30"), AskingHall.Time("2026-11-18 17:00"), "全市业务培训");

        var refusal = (await hall.Get<RecordOutings>().Run(hall.Section, request, default)).Refusal!;
        Assert.Contains("什么也没有登记", refusal.Text, StringComparison.Ordinal);
        Assert.Equal(0, await Stale(team.Others[2]));

        var others = request with { StaffIds = everybody[1..] };
        Assert.Equal(3, (await hall.Get<RecordOutings>().Run(hall.Section, others, default)).Value);
        Assert.Equal(3, (await hall.Get<RecordOutings>().Run(hall.Section, others, default)).Value);
        await using var db = await hall.Factory.CreateDbContextAsync();
        var recorded = await db.Set<LeaveRequest>().Counting().Where(leave => leave.Key == request.Key).Include(leave => leave.Steps).ToListAsync();
        Assert.Equal(3, recorded.Count);
        Assert.All(recorded, leave => Assert.Equal((LeaveState.Filed, 2), (leave.State, leave.Steps.Count)));
        Assert.Equal(1, await Stale(team.Others[2]));
    }

    [Fact]
    public async Task An_outing_is_of_working_time_so_a_sign_in_before_opening_does_not_end_it()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        var request = new RecordOutings.Request(Guid.NewGuid(), [team.Clerk.StaffId], AskingHall.Time("2026-11-20 08:00"), AskingHall.Time("2026-11-20 18:00"), "全市业务培训");
        foreach (var _ in new[] { 1, 2 })
            Assert.Equal(1, (await hall.Get<RecordOutings>().Run(hall.Section, request, default)).Value);
        Assert.Contains(await hall.Told(team.Clerk), text => text.Contains("08:30 至 17:00", StringComparison.Ordinal));
        hall.At("2026-11-20 08:10");

        var told = (await hall.Get<ClockIn>().Run(team.Clerk, new(PunchAction.In, Guid.NewGuid(), null, null, "test"), default)).Value;

        Assert.Equal("已签到 08:10", told.Sentence);
        await using var db = await hall.Factory.CreateDbContextAsync();
        var judged = await hall.Get<JudgeDays>().Run(db, await hall.Get<HallGate>().Current(db, default), new(2026, 11, 20), [team.Clerk.StaffId], default);
        Assert.All(judged, session => Assert.Equal(Presence.Leave, session.Result.Presence));
    }

    [Fact]
    public async Task An_outing_is_suggested_with_the_seasons_hours_and_what_it_leaves_uncovered_is_said()
    {
        hall.At("2026-06-05 12:00");
        var outings = hall.Get<RecordOutings>();

        Assert.Equal((AskingHall.Time("2026-06-08 08:30"), AskingHall.Time("2026-06-08 17:30")), await outings.Suggested(new(2026, 6, 6), default));
        Assert.Empty((await outings.PartOnly(hall.Section, AskingHall.Time("2026-06-05 08:30"), AskingHall.Time("2026-06-05 17:30"), default)).Value);
        var sentence = Assert.Single((await outings.PartOnly(hall.Section, AskingHall.Time("2026-06-05 08:30"), AskingHall.Time("2026-06-05 17:00"), default)).Value);
        Assert.Contains("6 月 5 日下午上班时间是 14:00-17:30", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_records_an_outing_for_themselves_and_a_key_is_for_one_record()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        var own = new RecordOutings.Request(Guid.NewGuid(), [hall.Section.StaffId], AskingHall.Time("2026-11-18 08:30"), AskingHall.Time("2026-11-18 17:00"), "培训");
        Assert.Equal(RefusalKind.NotAllowed, (await hall.Get<RecordOutings>().Run(hall.Section, own, default)).Refusal!.Kind);

        var other = own with { StaffIds = [team.Clerk.StaffId] };
        Assert.Equal(1, (await hall.Get<RecordOutings>().Run(hall.Section, other, default)).Value);
        var refusal = (await hall.Get<RecordOutings>().Run(hall.Section, other with { To = AskingHall.Time("2026-11-18 16:00") }, default)).Refusal!;
        Assert.Contains("内容与现在的不同", refusal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_outing_sent_several_times_at_once_is_recorded_once_and_answered_alike()
    {
        hall.At("2026-11-19 09:00");
        var team = await hall.Team();
        foreach (var day in Enumerable.Range(2, 5))
        {
            var request = new RecordOutings.Request(
                Guid.NewGuid(), [team.Clerk.StaffId, team.Cover.StaffId], AskingHall.Time($"2026-11-{day:00} 08:30"), AskingHall.Time($"2026-11-{day:00} 17:00"), "培训");

            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => hall.Get<RecordOutings>().Run(hall.Section, request, default)));

            Assert.All(answers, answer => Assert.Equal(2, answer.Value));
        }
    }

    private async Task<bool> Counts(int id)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.Set<LeaveRequest>().Counting().AnyAsync(leave => leave.Id == id);
    }

    private async Task<int> Stale(Actor actor)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.Set<StaleDay>().CountAsync(day => day.StaffId == actor.StaffId);
    }
}
