using System.Net;
using System.Text;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Tests.Attendance;

public sealed class ExplainPageTests(WebHall hall) : IClassFixture<WebHall>
{
    private const string Page = "/m/explain?day=2026-11-19&part=am&action=in";

    [Fact]
    public async Task By_phone_a_slot_is_explained_once_with_its_proof_and_the_form_sent_again_is_told_so()
    {
        using var phone = await Clerk("XP100");

        var sent = await Send(phone);
        var again = await Send(phone);

        Assert.Contains("已提交，科室处理后会通知您", sent, StringComparison.Ordinal);
        Assert.Contains("没有签到", sent, StringComparison.Ordinal);
        Assert.Contains("查看附件", sent, StringComparison.Ordinal);
        Assert.Contains("已经交过情况说明", again, StringComparison.Ordinal);
        Assert.Contains("情况说明：待科室处理", WebUtility.HtmlDecode(await phone.GetStringAsync("/m")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_file_is_told_and_nothing_is_handed_in_without_it()
    {
        using var phone = await Clerk("XP102");

        var sent = await Send(phone, []);

        Assert.Contains("附件是空的（0 字节）", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("已提交", sent, StringComparison.Ordinal);
        Assert.Contains("已提交", await Send(phone), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_names_no_slot_shows_what_was_handed_in()
    {
        using var phone = await Clerk("XP101");

        var page = WebUtility.HtmlDecode(await phone.GetStringAsync("/m/explain?day=never&part=x"));

        Assert.Contains("还没有交过情况说明", page, StringComparison.Ordinal);
    }

    private async Task<HttpClient> Clerk(string number)
    {
        hall.People.Clock.AdjustTime(new DateTimeOffset(2026, 11, 19, 0, 50, 0, TimeSpan.Zero));
        var phone = await hall.SignedIn(number, "/m/sign-in");
        var window = await hall.People.Window("W-" + number);
        await using var db = await hall.People.Factory.CreateDbContextAsync();
        db.Add(new Posting { StaffId = db.Staff.Single(staff => staff.Number == number).Id, WindowId = window.Id, From = new(2026, 1, 1) });
        await db.SaveChangesAsync();
        return phone;
    }

    private static async Task<string> Send(HttpClient phone, byte[]? file = null)
    {
        var form = await phone.GetStringAsync("/m/account");
        var token = form.Split("__RequestVerificationToken\" value=\"")[1].Split('"')[0];
        using var proof = new ByteArrayContent(file ?? "%PDF-1.4\n%%EOF"u8.ToArray());
        using var body = new MultipartFormDataContent
        {
            { new StringContent("explain"), "_handler" }, { new StringContent(token), "__RequestVerificationToken" },
            { new StringContent("路上遇到交通事故", Encoding.UTF8), "Text" }, { proof, "Proof", "证明.pdf" },
        };
        return WebUtility.HtmlDecode(await (await phone.PostAsync(Page, body)).Content.ReadAsStringAsync());
    }
}
