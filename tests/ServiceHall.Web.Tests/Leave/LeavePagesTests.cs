using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Tests.Inspection;
using Posting = ServiceHall.Web.People.Posting;
using Window = ServiceHall.Web.People.Window;

namespace ServiceHall.Web.Tests.Leave;

/// <summary>The clerk's pages over HTTP, as a browser without any script uses them. It is Thursday 19 November 2026, 08:00.</summary>
public sealed partial class LeavePagesTests(WebHall hall) : IClassFixture<WebHall>
{
    [Fact]
    public async Task A_clerk_looks_asks_and_the_cover_agrees_on_another_phone()
    {
        var (clerk, cover) = await Two("G1");
        var previewed = await Page(await Send(clerk.Browser, "preview", cover.Id));
        Assert.Contains("<b>1 天</b>", previewed, StringComparison.Ordinal);
        Assert.Contains("请假 (二)2", previewed, StringComparison.Ordinal);
        Assert.Contains("将取消2026年第四季度评优资格", previewed, StringComparison.Ordinal);

        using var sent = await Send(clerk.Browser, "send", cover.Id);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var id = Number(sent);
        Assert.Contains("待顶岗人确认", await Page(clerk.Browser, $"/m/leave/{id}"), StringComparison.Ordinal);
        Assert.Contains($"/m/leave/{id}", await Page(clerk.Browser, "/m/leave"), StringComparison.Ordinal);
        Assert.Contains("1 件待答复", await Page(cover.Browser, "/m/leave"), StringComparison.Ordinal);

        using var answered = await WebHall.Post(cover.Browser, "/m/cover", "/m/cover", ("_handler", "answer"), ("Leave", $"{id}"), ("Yes", "1"));
        Assert.Equal(HttpStatusCode.Redirect, answered.StatusCode);
        Assert.Contains("待签批", await Page(cover.Browser, "/m/cover"), StringComparison.Ordinal);
        Assert.Contains("窗口负责人", await Page(clerk.Browser, $"/m/leave/{id}/print"), StringComparison.Ordinal);
        Assert.Contains("11 月 20 日（周五）08:30 至 17:00", await Page(clerk.Browser, "/m/leave"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_names_no_leave_opens_the_empty_form()
    {
        var (clerk, _) = await Two("G21");

        Assert.Contains("提交", await Page(clerk.Browser, "/m/leave/new?extends=abc"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_taken_back_waits_for_no_signature_on_the_page_and_on_paper()
    {
        var (clerk, cover) = await Two("G20");
        var id = await Sent(clerk, cover);
        using var answered = await WebHall.Post(cover.Browser, "/m/cover", "/m/cover", ("_handler", "answer"), ("Leave", $"{id}"), ("Yes", "1"));
        foreach (var page in new[] { $"/m/leave/{id}", $"/m/leave/{id}/print" })
            Assert.Contains("待签批</span>", await Page(clerk.Browser, page), StringComparison.Ordinal);

        using var cancelled = await WebHall.Post(clerk.Browser, $"/m/leave/{id}", $"/m/leave/{id}", ("_handler", "cancel"), ("Reason", "改天"));

        foreach (var page in new[] { $"/m/leave/{id}", $"/m/leave/{id}/print" })
        {
            var shown = await Page(clerk.Browser, page);
            Assert.Contains("未签批", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("待签批", shown, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_cover_declines_with_a_reason_the_clerk_asks_another_and_at_last_takes_it_back()
    {
        var (clerk, cover) = await Two("G2");
        var third = await Posted("G2-3", clerk.Window);
        var id = await Sent(clerk, cover);

        var without = await Page(await WebHall.Post(cover.Browser, "/m/cover", "/m/cover", ("_handler", "answer"), ("Leave", $"{id}"), ("No", "1"), ("Reason", " ")));
        Assert.Contains("请写明谢绝的原因", without, StringComparison.Ordinal);
        using (await WebHall.Post(cover.Browser, "/m/cover", "/m/cover", ("_handler", "answer"), ("Leave", $"{id}"), ("No", "1"), ("Reason", "要培训")))
        {
        }

        Assert.Contains("要培训", await Page(clerk.Browser, $"/m/leave/{id}"), StringComparison.Ordinal);
        using var again = await WebHall.Post(cover.Browser, "/m/account", "/m/cover", ("_handler", "answer"), ("Leave", $"{id}"), ("Yes", "1"));
        Assert.Contains("没有请您顶岗", await Page(again), StringComparison.Ordinal);
        using var asked = await WebHall.Post(clerk.Browser, $"/m/leave/{id}", $"/m/leave/{id}", ("_handler", "cover"), ("Cover", $"{third.Id}"));
        Assert.EndsWith("did=cover", asked.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var cancelled = await WebHall.Post(clerk.Browser, $"/m/leave/{id}", $"/m/leave/{id}", ("_handler", "cancel"), ("Reason", "改天"));
        Assert.EndsWith("did=cancel", cancelled.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("已撤销", await Page(clerk.Browser, $"/m/leave/{id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_sent_again_because_no_answer_came_is_one_request()
    {
        var (clerk, cover) = await Two("G3");
        var key = Guid.NewGuid();
        using var first = await Send(clerk.Browser, "send", cover.Id, key: key);
        using var second = await Send(clerk.Browser, "send", cover.Id, key: key);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
    }

    [Fact]
    public async Task What_is_wrong_is_told_beside_what_was_written()
    {
        var (clerk, cover) = await Two("G4");
        var page = await Page(await Send(clerk.Browser, "send", cover.Id, proof: "<script>"u8.ToArray()));
        Assert.Contains("JPEG、PNG 照片或 PDF", page, StringComparison.Ordinal);
        Assert.Contains("家中有事</textarea>", page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{cover.Id}\" selected", page, StringComparison.Ordinal);
        Assert.Contains("请填写请假的日期", await Page(await Send(clerk.Browser, "preview", cover.Id, day: "20.11.2026")), StringComparison.Ordinal);
        Assert.Contains("附件超过 10 MB", await Page(await Send(clerk.Browser, "send", cover.Id, proof: new byte[11 * 1024 * 1024])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proof_is_shown_to_applicant_signers_and_section_and_to_nobody_else()
    {
        var (clerk, cover) = await Two("G5");
        var leader = await Posted("G5-L", clerk.Window, PostRole.Leader);
        var section = await hall.SignedIn("G5-S", "/sign-in", HallRole.Section);
        var other = await hall.SignedIn("G5-X", "/m/sign-in");
        using var sent = await Send(clerk.Browser, "send", cover.Id, proof: PhotoTests.Jpeg(64, 48));
        var id = Number(sent);
        var proof = $"/m/leave/{id}/attachment";
        _ = (await hall.People.Get<AnswerCover>().Accept(new(cover.Id, ""), id, default)).Value;

        using var shown = await clerk.Browser.GetAsync(proof);
        Assert.Equal("image/jpeg", shown.Content.Headers.ContentType!.MediaType);
        Assert.Equal(PhotoTests.Jpeg(64, 48), await shown.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.OK, (await leader.Browser.GetAsync(proof)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await section.GetAsync($"/leave/{id}/attachment")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await cover.Browser.GetAsync(proof)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(proof)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.Browser.GetAsync("/m/leave/987654/attachment")).StatusCode);
        // The cover person sees when, and neither why nor the paper.
        Assert.DoesNotContain("家中有事", await Page(cover.Browser, $"/m/leave/{id}"), StringComparison.Ordinal);
        _ = (await hall.People.Get<SignLeave>().Run(new(leader.Id, ""), id, true, "情况属实，确有难处", default)).Value;
        Assert.Contains("确有难处", await Page(clerk.Browser, $"/m/leave/{id}"), StringComparison.Ordinal);
        Assert.DoesNotContain("确有难处", await Page(cover.Browser, $"/m/leave/{id}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await cover.Browser.GetAsync($"/m/leave/{id}/print")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/m/leave/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.Browser.GetAsync("/m/leave/987654")).StatusCode);
        Assert.Contains("请假审批表", await Page(section, $"/leave/{id}/print"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sections_own_people_ask_in_the_desks_frame()
    {
        var section = await hall.SignedIn("G6-S", "/sign-in", HallRole.Section);
        var colleague = await hall.PersonWithPassword("G6-C", HallRole.SectionHead);
        _ = await hall.PersonWithPassword("G6-H", HallRole.HallLeader);

        using var sent = await Send(section, "send", colleague.StaffId, page: "/desk/my-leave/new");

        Assert.StartsWith("https://hall.test/desk/my-leave/", sent.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("class=\"side\"", await Page(section, sent.Headers.Location.ToString()), StringComparison.Ordinal);
        Assert.Contains("我的请假", await Page(section, "/desk/my-leave"), StringComparison.Ordinal);
        Assert.Contains("请我顶岗", await Page(section, "/desk/cover"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_punch_page_says_who_is_on_leave_and_who_covers()
    {
        var (clerk, cover) = await Two("G7");
        using var sent = await Send(clerk.Browser, "send", cover.Id, day: "2026-11-19");
        var id = Number(sent);
        _ = (await hall.People.Get<AnswerCover>().Accept(new(cover.Id, ""), id, default)).Value;
        Assert.DoesNotContain("今天有假", await Page(clerk.Browser, "/m"), StringComparison.Ordinal);
        await Sign(id, "G7-0", "G7-head");

        Assert.Contains("今天有假", await Page(clerk.Browser, "/m"), StringComparison.Ordinal);
        Assert.Contains("今天顶岗", await Page(cover.Browser, "/m"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_leader_on_the_phone_sees_what_waits_what_it_means_and_signs_with_the_password()
    {
        var (clerk, cover) = await Two("G9");
        var leader = await Posted("G9-L", clerk.Window, PostRole.Leader);
        var id = await Sent(clerk, cover);
        _ = (await hall.People.Get<AnswerCover>().Accept(new(cover.Id, ""), id, default)).Value;
        _ = (await hall.People.Get<SubmitLeave>().Run(new(clerk.Id, ""), AskingHall.Form("2026-12-01 08:30", "2026-12-01 11:30", new(leader.Id, "")), null, default)).Value;

        var inbox = await Page(leader.Browser, "/m/approvals");
        Assert.Contains($"/m/leave/{id}", inbox, StringComparison.Ordinal);
        Assert.Contains("<b>1 天</b>", inbox, StringComparison.Ordinal);
        Assert.Contains("将取消2026年第四季度评优资格", inbox, StringComparison.Ordinal);
        Assert.Contains("href=\"/m/cover\"", inbox, StringComparison.Ordinal);
        Assert.Contains("将取消2026年第四季度评优资格", await Page(leader.Browser, $"/m/leave/{id}"), StringComparison.Ordinal);
        Assert.DoesNotContain("将取消", await Page(cover.Browser, $"/m/leave/{id}"), StringComparison.Ordinal);

        using var wrong = await WebHall.Post(leader.Browser, "/m/approvals", "/m/approvals", ("_handler", "decide"), ("Leave", $"{id}"), ("Yes", "1"), ("Password", "wrong"));
        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        using var signed = await WebHall.Post(leader.Browser, "/m/approvals", "/m/approvals", ("_handler", "decide"), ("Leave", $"{id}"), ("Yes", "1"), ("Password", "Morning-8-30"));
        Assert.EndsWith("did=yes", signed.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain($"/m/leave/{id}\"", await Page(leader.Browser, "/m/approvals"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_is_light_and_loads_neither_Blazor_nor_the_component_library()
    {
        var (clerk, _) = await Two("G8");
        var page = await clerk.Browser.GetStringAsync("/m/leave/new");
        var size = Encoding.UTF8.GetByteCount(page);
        foreach (var file in new[] { "/hall.css", "/leave.css", "/leave.js", "/favicon.svg" })
        {
            Assert.Contains(file, page, StringComparison.Ordinal);
            size += (await clerk.Browser.GetByteArrayAsync(file)).Length;
        }

        Assert.DoesNotContain("blazor.web.js", page, StringComparison.Ordinal);
        Assert.InRange(size, 1, 60_000);
    }

    private sealed record Phone(HttpClient Browser, int Id, Window Window);

    private async Task<(Phone Clerk, Phone Cover)> Two(string name)
    {
        var window = await hall.People.Window(name);
        _ = await Posted(name + "-0", window, PostRole.Leader);
        _ = await hall.People.Person(name + "-head", HallRole.SectionHead);
        return (await Posted(name + "-1", window), await Posted(name + "-2", window));
    }

    private async Task<Phone> Posted(string number, Window window, PostRole role = PostRole.Staff)
    {
        var browser = await hall.SignedIn(number, "/m/sign-in");
        await using var db = await hall.People.Factory.CreateDbContextAsync();
        var id = await db.Staff.Where(staff => staff.Number == number).Select(staff => staff.Id).SingleAsync();
        db.Add(new Posting { StaffId = id, WindowId = window.Id, Role = role, From = new(2026, 1, 1) });
        await db.SaveChangesAsync();
        return new(browser, id, window);
    }

    private static async Task<int> Sent(Phone clerk, Phone cover)
    {
        using var sent = await Send(clerk.Browser, "send", cover.Id);
        return Number(sent);
    }

    private static async Task<HttpResponseMessage> Send(
        HttpClient browser, string step, int cover, Guid? key = null, string day = "2026-11-20", byte[]? proof = null, string page = "/m/leave/new")
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in new[]
        {
            ("__RequestVerificationToken", Token().Match(await browser.GetStringAsync(page)).Groups[1].Value), ("_handler", "leave"), ("Key", $"{key ?? Guid.NewGuid()}"),
            ("Kind", "personal"), ("Span", "day"), ("FromDay", day), ("ToDay", ""), ("Reason", "家中有事"), ("Cover", $"{cover}"), ("Step", step),
        })
            form.Add(new StringContent(value), name);
        if (proof is not null)
            form.Add(new ByteArrayContent(proof), "Proof", "证明.jpg");
        return await browser.PostAsync(page, form);
    }

    private static int Number(HttpResponseMessage sent) => int.Parse(SentAs().Match(sent.Headers.Location!.ToString()).Groups[1].Value, CultureInfo.InvariantCulture);

    private static async Task<string> Page(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    private static async Task<string> Page(HttpClient browser, string address) => WebUtility.HtmlDecode(await browser.GetStringAsync(address));

    private async Task Sign(int id, params string[] numbers)
    {
        foreach (var number in numbers)
        {
            await using var db = await hall.People.Factory.CreateDbContextAsync();
            var signer = await db.Staff.Where(staff => staff.Number == number).Select(staff => staff.Id).SingleAsync();
            Assert.Null((await hall.People.Get<SignLeave>().Run(new(signer, ""), id, approves: true, "", default)).Refusal);
        }
    }

    [GeneratedRegex(@"/(\d+)\?sent=1")]
    private static partial Regex SentAs();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
