using System.IO.Compression;
using System.Net;
using System.Text;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Messages;
using ServiceHall.Web.OwnData;
using ServiceHall.Web.Tests.Inspection;

namespace ServiceHall.Web.Tests.OwnData;

/// <summary>Everybody reads the policy and takes their own data, at the desk and on the phone; nobody takes another's.</summary>
public sealed class OwnDataTests(WebHall hall) : IClassFixture<WebHall>
{
    [Theory]
    [InlineData("OD1", "/sign-in", "/desk")]
    [InlineData("OD2", "/m/sign-in", "/m")]
    public async Task The_file_comes_after_the_password_and_is_on_record(string number, string signIn, string face)
    {
        var browser = await hall.SignedIn(number, signIn);
        Assert.Contains("打卡的原始坐标：<b>60 天</b>", WebUtility.HtmlDecode(await browser.GetStringAsync($"{face}/privacy")), StringComparison.Ordinal);
        using (var wrong = await WebHall.Post(browser, $"{face}/privacy", $"{face}/privacy/file", ("password", "Evening-8-30")))
            Assert.Equal($"{face}/privacy?wrong=1", wrong.Headers.Location?.ToString());

        using var answer = await WebHall.Post(browser, $"{face}/privacy", $"{face}/privacy/file", ("password", "Morning-8-30"));

        Assert.Equal((HttpStatusCode.OK, "application/zip"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.True(answer.Headers.CacheControl?.NoStore);
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        Assert.Contains(number, await Text(zip, "个人信息.csv"), StringComparison.Ordinal);
        Assert.Superset(
            new HashSet<string> { "说明.txt", "登录.csv", "打卡.csv", "考勤结果.csv", "请假.csv", "情况说明.csv", "计分记录.csv", "消息.csv", "使用位置的同意.csv" },
            zip.Entries.Select(entry => entry.FullName).ToHashSet());
        Assert.Contains(await hall.People.AuditRecords(), record => record.Action == "privacy.take" && record.Subject == $"staff {number}");
        Assert.Contains(await hall.People.AuditRecords(), record => record is { Action: "account.confirm-password", Outcome: AuditOutcome.Refused });
    }

    [Fact]
    public async Task It_holds_ones_own_facts_and_proofs_and_nothing_of_anybody_else()
    {
        var (own, other) = (await hall.PersonWithPassword("OD3"), await hall.PersonWithPassword("OD4"));
        await Fill(own, "我的事由", "=HYPERLINK(\"x\")");
        await Fill(other, "别人的事由", "别人的消息");

        var file = (await hall.People.Get<TakeOwnData>().Run(own, "Morning-8-30", default)).Value;

        using var zip = new ZipArchive(new MemoryStream(file.Bytes));
        var whole = "";
        foreach (var entry in zip.Entries.Where(entry => entry.Name.EndsWith(".csv", StringComparison.Ordinal)))
            whole += await Text(zip, entry.FullName);
        Assert.Contains("我的事由", whole, StringComparison.Ordinal);
        Assert.DoesNotContain("别人", whole, StringComparison.Ordinal);
        Assert.Single(zip.Entries, entry => entry.FullName.StartsWith("附件/", StringComparison.Ordinal));
        // No office program takes it for a formula.
        Assert.DoesNotContain(",=HYPERLINK", whole, StringComparison.Ordinal);
        Assert.DoesNotContain(",\"=HYPERLINK", whole, StringComparison.Ordinal);
    }

    private async Task Fill(Actor person, string reason, string message)
    {
        await using var db = await hall.People.Factory.CreateDbContextAsync();
        var now = hall.People.Clock.GetUtcNow();
        var attachment = Attachment.Of(PhotoTests.Jpeg(64, 48), "证明.jpg", person.StaffId, now).Attachment!;
        db.Add(attachment);
        Message.Tell(db, now, [person.StaffId], MessageKind.Leave, message, "");
        var leave = new LeaveRequest
        {
            Key = Guid.NewGuid(), StaffId = person.StaffId, Kind = "sick", From = now.AddDays(1), To = now.AddDays(2), AskedTo = now.AddDays(2), Reason = reason,
            SubmittedAt = now, Tier = "", TierClause = "", TierSentence = "", AttachmentId = attachment.Id,
        };
        Assert.Null(LeaveChange.Take(db, leave, LeaveAct.Submit, person.StaffId, now, ""));
        db.Add(leave);
        await db.SaveChangesAsync();
    }

    private static async Task<string> Text(ZipArchive zip, string name)
    {
        await using var entry = zip.GetEntry(name)!.Open();
        using var reader = new StreamReader(entry, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
