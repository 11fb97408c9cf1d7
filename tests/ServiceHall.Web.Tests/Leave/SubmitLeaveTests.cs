using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Store;
using ServiceHall.Web.Tests.Inspection;
using static ServiceHall.Web.Tests.Leave.AskingHall;

namespace ServiceHall.Web.Tests.Leave;

/// <summary>What is handed in, and what is refused with which sentence. It is Thursday 19 November 2026, 08:00.</summary>
public sealed class SubmitLeaveTests(AskingHall hall) : IClassFixture<AskingHall>
{
    [Fact]
    public async Task A_form_becomes_a_request_that_waits_for_its_cover_and_asks_them()
    {
        var team = await hall.Team();

        var id = (await hall.Submit(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover))).Value;

        var leave = await hall.Leave(id);
        Assert.Equal((LeaveState.WaitsForCover, "medium", "请假 (二)2"), (leave.State, leave.Tier, leave.TierClause));
        Assert.Equal([LeaveAct.Submit], leave.Steps.Select(step => step.Act));
        Assert.Contains("请您顶岗：11 月 20 日（周五）08:30 至 17:00", Assert.Single(await hall.Told(team.Cover)), StringComparison.Ordinal);
        Assert.Contains(await hall.AuditRecords(), record => record.Action == "leave.submit" && record.Subject == $"leave {id}");
    }

    [Fact]
    public async Task What_lies_before_the_first_working_minute_is_no_leave_and_makes_nothing_late()
    {
        var team = await hall.Team();

        var leave = await hall.Leave((await hall.Submit(team.Clerk, Form("2026-11-19 00:00", "2026-11-19 11:30", team.Cover))).Value);

        Assert.Equal((hall.Clock.InstantOf(Time("2026-11-19 08:30")), true), (leave.From, leave.SubmittedAt <= leave.From));
    }

    [Fact]
    public async Task The_same_form_sent_again_is_the_same_request_and_another_content_is_refused()
    {
        var team = await hall.Team();
        var form = Form("2026-11-20 08:30", "2026-11-20 18:30", team.Cover);

        var first = await hall.Submit(team.Clerk, form);
        var again = await hall.Submit(team.Clerk, form with { From = form.From.AddSeconds(20) });
        var other = await hall.Submit(team.Clerk, form with { Reason = "另一个事由" });

        Assert.Equal(first.Value, again.Value);
        Assert.Single(await hall.Told(team.Cover));
        Assert.Contains("已经提交过", other.Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_forms_in_the_same_second_become_one_request_and_one_sentence()
    {
        var team = await hall.Team();
        var forms = Enumerable.Range(0, 6).Select(_ => Form("2026-11-20 08:30", "2026-11-20 11:30", team.Cover)).ToList();
        var same = Form("2026-11-23 08:30", "2026-11-23 11:30", team.Cover);

        var answers = await Task.WhenAll(forms.Select(form => hall.Submit(team.Clerk, form)));
        var ids = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => hall.Submit(team.Clerk, same)));

        Assert.Single(answers, answer => answer.Refusal is null);
        Assert.All(answers.Where(answer => answer.Refusal is not null), answer => Assert.Contains("时间重叠", answer.Refusal!.Text, StringComparison.Ordinal));
        Assert.Single(ids.Select(answer => answer.Value).Distinct());
    }

    [Theory]
    [InlineData("2026-11-20 11:30", "2026-11-20 08:30", "personal", "结束时间应晚于开始时间")]
    [InlineData("2026-11-20 08:30", "2026-11-20 08:30", "personal", "结束时间应晚于开始时间")]
    [InlineData("2026-11-20 08:30", "2027-11-20 08:31", "personal", "不能超过一年")]
    [InlineData("2062-11-20 08:30", "2062-11-20 17:00", "personal", "核对年份")]
    [InlineData("2026-11-20 08:30", "2026-11-20 11:30", "holiday", "类别无法识别")]
    [InlineData("2026-11-21 08:30", "2026-11-22 17:00", "personal", "没有工作时间")]
    [InlineData("2026-11-20 11:30", "2026-11-20 13:30", "personal", "没有工作时间")]
    [InlineData("2026-11-20 10:00", "2026-11-20 10:20", "personal", "请使用“暂离”")]
    public async Task A_time_or_kind_that_makes_no_leave_is_refused(string from, string to, string kind, string sentence)
    {
        var team = await hall.Team();
        var refusal = (await hall.Submit(team.Clerk, Form(from, to, team.Cover, kind))).Refusal!;
        Assert.Contains(sentence, refusal.Text, StringComparison.Ordinal);
        Assert.NotNull(refusal.Clause);
    }

    [Fact]
    public async Task Twenty_one_minutes_are_leave_that_the_leader_signs()
    {
        var team = await hall.Team();
        var judged = await hall.Preview(team.Clerk, Form("2026-11-20 10:00", "2026-11-20 10:21", team.Cover));
        Assert.Empty(judged.Faults);
        Assert.Equal([LeaveSigner.WindowLeader], judged.Signatures.Select(needed => needed.Signer));
    }

    [Theory]
    [InlineData(0, "请写明请假事由")]
    [InlineData(401, "最多 400 个字，现在有 401 个")]
    public async Task A_reason_is_wanted_and_has_a_length(int length, string sentence)
    {
        var team = await hall.Team();
        var answer = await hall.Submit(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover, reason: new string('事', length)));
        Assert.Contains(sentence, answer.Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leave_in_a_closed_month_is_refused_until_it_is_opened_again()
    {
        var team = await hall.Team();
        await using var db = await hall.Factory.CreateDbContextAsync();
        var closing = new MonthClosing { Month = new(2026, 8, 1), ClosedAt = hall.Clock.GetUtcNow(), ClosedById = hall.SectionHead.StaffId };
        db.Add(closing);
        await db.SaveChangesAsync();
        var form = Form("2026-08-31 08:30", "2026-09-01 17:00", team.Cover);

        Assert.Contains("2026 年 8 月的考勤已经月结", (await hall.Submit(team.Clerk, form)).Refusal!.Text, StringComparison.Ordinal);
        (closing.ReopenedAt, closing.ReopenedById, closing.ReopenedFor) = (hall.Clock.GetUtcNow(), hall.SectionHead.StaffId, "补登");
        await db.SaveChangesAsync();
        Assert.Null((await hall.Submit(team.Clerk, form)).Refusal);
    }

    [Fact]
    public async Task Own_leave_does_not_overlap_unless_it_was_cancelled()
    {
        var team = await hall.Team();
        var id = (await hall.Submit(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover))).Value;
        var form = Form("2026-11-20 13:30", "2026-11-23 17:00", team.Cover);

        Assert.Contains("08:30 至 17:00，待顶岗人确认）时间重叠", (await hall.Submit(team.Clerk, form)).Refusal!.Text, StringComparison.Ordinal);
        _ = (await hall.Get<CancelLeave>().Run(team.Clerk, id, "", default)).Value;
        Assert.Null((await hall.Submit(team.Clerk, form)).Refusal);
    }

    [Fact]
    public async Task Nobody_asks_who_is_neither_posted_then_nor_of_the_section()
    {
        var team = await hall.Team();
        var leaving = await hall.Posted("gone-soon", team.Window, to: new DateOnly(2026, 11, 20));
        Assert.Contains("没有在岗任职", (await hall.Submit(leaving, Form("2026-11-23 08:30", "2026-11-23 17:00", team.Cover))).Refusal!.Text, StringComparison.Ordinal);
        Assert.Equal(RefusalKind.NotAllowed, (await hall.Submit(new Actor(987654, ""), Form("2026-11-23 08:30", "2026-11-23 17:00", team.Cover))).Refusal!.Kind);
    }

    [Fact]
    public async Task The_sections_own_people_ask_with_a_colleague_as_cover_and_head_and_hall_leader_sign()
    {
        var colleague = await hall.Person("S9", HallRole.Section);
        var team = await hall.Team();
        var form = Form("2026-11-20 08:30", "2026-11-20 11:30", colleague);

        Assert.Contains("不是科室人员", (await hall.Submit(hall.Section, form with { CoverId = team.Cover.StaffId })).Refusal!.Text, StringComparison.Ordinal);
        var id = await hall.Accepted(hall.Section, form);

        Assert.Equal([LeaveSigner.SectionHead, LeaveSigner.HallLeader], (await hall.Leave(id)).Signatures.Select(signature => signature.Signer).Order());
    }

    [Fact]
    public async Task A_proof_is_kept_with_its_request_or_not_at_all()
    {
        var team = await hall.Team();
        var photo = new SubmitLeave.File("C:\\病历\\证明.jpg", PhotoTests.Jpeg(64, 48));

        var id = (await hall.Submit(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover, "sick"), photo)).Value;
        var refused = await hall.Submit(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover, "sick"), photo);

        Assert.NotNull(refused.Refusal);
        await using var db = await hall.Factory.CreateDbContextAsync();
        var kept = await db.Set<Attachment>().SingleAsync(one => one.UploadedById == team.Clerk.StaffId);
        Assert.Equal(("证明.jpg", "image/jpeg", kept.Id), (kept.Name, kept.ContentType, (await hall.Leave(id)).AttachmentId!.Value));
    }

    [Theory]
    [InlineData("证明.pdf", "MZ this is a program", "JPEG、PNG 照片或 PDF")]
    [InlineData("证明.jpg", "<html><script>alert(1)</script>", "JPEG、PNG 照片或 PDF")]
    [InlineData("证明.pdf", "%PDF-1.7 cut off", "JPEG、PNG 照片或 PDF")]
    [InlineData("证明.jpg", "", "附件是空的（0 字节）")]
    public async Task A_proof_of_a_wrong_type_or_one_that_pretends_is_refused(string name, string content, string sentence)
    {
        var team = await hall.Team();
        var answer = await hall.Submit(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover), new(name, System.Text.Encoding.UTF8.GetBytes(content)));
        Assert.Contains(sentence, answer.Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proof_that_is_too_large_is_refused()
    {
        var team = await hall.Team();
        var answer = await hall.Submit(team.Clerk, Form("2026-11-20 08:30", "2026-11-20 17:00", team.Cover), new("a.pdf", new byte[PhotoFile.MostBytes + 1]));
        Assert.Contains("附件超过 10 MB", answer.Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_extension_follows_what_it_extends_and_comes_before_its_end()
    {
        var team = await hall.Team();
        var id = await hall.Approved(team.Clerk, Form("2026-11-23 08:30", "2026-11-24 17:00", team.Cover, "sick"));
        var extension = Form("2026-11-25 08:30", "2026-11-25 17:00", team.Cover, "sick", extends: id);
        try
        {
            Assert.Contains("紧接原假期", (await hall.Submit(team.Clerk, Form("2026-11-26 08:30", "2026-11-26 17:00", team.Cover, extends: id))).Refusal!.Text, StringComparison.Ordinal);
            Assert.Contains("不存在", (await hall.Submit(team.Clerk, extension with { ExtendsId = 987654 })).Refusal!.Text, StringComparison.Ordinal);
            hall.At("2026-11-24 17:00");
            Assert.Contains("应在结束之前提出", (await hall.Submit(team.Clerk, extension)).Refusal!.Text, StringComparison.Ordinal);
            hall.At("2026-11-24 16:59");
            var judged = await hall.Preview(team.Clerk, extension);
            var extended = await hall.Leave((await hall.Submit(team.Clerk, extension)).Value);

            Assert.Equal(("long", 3m), (judged.Measured!.Tier.Code, judged.Measured.TierDays.Rounded()));
            Assert.Contains($"与前一张假条 {id} 相接", extended.TierSentence, StringComparison.Ordinal);
        }
        finally
        {
            hall.At("2026-11-19 08:00");
        }
    }
}
