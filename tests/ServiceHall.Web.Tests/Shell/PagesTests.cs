using System.Net;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Tests.Shell;

public sealed class PagesTests(WebHall hall) : IClassFixture<WebHall>
{
    [Theory]
    [InlineData("/desk", "/sign-in?back=%2Fdesk")]
    [InlineData("/m/account", "/m/sign-in?back=%2Fm%2Faccount")]
    public async Task Nothing_is_open_without_a_sign_in(string page, string expected)
    {
        using var browser = hall.Browser();

        var answer = await browser.GetAsync(page);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith(expected, answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nothing-here")]
    [InlineData("/desk/nothing-here")]
    [InlineData("/m/nothing-here")]
    [InlineData("/nothing-here.json")]
    public async Task An_unknown_page_is_404_in_the_looks_of_the_hall(string page)
    {
        using var browser = hall.Browser();

        var answer = await browser.GetAsync(page);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("没有这个页面", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_phone_loads_neither_the_script_of_the_desk_nor_its_component_library()
    {
        using var browser = await hall.SignedIn("D100", "/m/sign-in");

        var page = await browser.GetStringAsync("/m/account");

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("BootstrapBlazor", page, StringComparison.Ordinal);
        Assert.Contains("hall.css", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_signed_in_goes_where_they_wanted_to_go()
    {
        await hall.PersonWithPassword("D101");
        using var browser = hall.Browser();

        using var answer = await WebHall.SignIn(browser, "D101", "/sign-in?back=%2Fdesk%2Faccount");

        Assert.Equal("/desk/account", answer.Headers.Location!.AbsolutePath);
    }

    [Theory]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("https://elsewhere.example/")]
    public async Task A_sign_in_leads_nowhere_outside_the_hall(string back)
    {
        var number = "D102-" + back.Replace("/", "s", StringComparison.Ordinal);
        await hall.PersonWithPassword(number);
        using var browser = hall.Browser();

        using var answer = await WebHall.SignIn(browser, number, "/sign-in?back=" + Uri.EscapeDataString(back));

        Assert.Equal("https://hall.test/desk", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task The_page_for_the_first_administrator_is_closed_once_somebody_has_an_account()
    {
        await hall.PersonWithPassword("D103");
        using var browser = hall.Browser();

        var answer = await browser.GetAsync("/setup");

        Assert.Equal("/sign-in", answer.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_with_a_sentence()
    {
        using var browser = hall.Browser();

        var answer = await browser.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "sign-in" }));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("刷新", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_without_the_right_is_403_and_recorded()
    {
        using var browser = await hall.SignedIn("D104");

        var answer = await browser.GetAsync("/desk/audit");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("没有权限", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Contains(await hall.People.AuditRecords(), record => record is { Action: "page.open", Subject: "/desk/audit", Outcome: AuditOutcome.NotAllowed });
    }

    [Fact]
    public async Task A_desk_left_for_half_an_hour_asks_for_a_new_sign_in()
    {
        using var browser = await hall.SignedIn("D105");
        using (var before = await browser.GetAsync("/desk"))
            Assert.Equal(HttpStatusCode.OK, before.StatusCode);

        var now = hall.People.Clock.GetUtcNow();
        hall.People.Clock.AdjustTime(now.AddMinutes(31));
        var answer = await browser.GetAsync("/desk");
        hall.People.Clock.AdjustTime(now);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task Pointer_and_keyboard_keep_the_desk_open_and_a_circuits_own_traffic_does_not()
    {
        using var browser = await hall.SignedIn("D106");
        var now = hall.People.Clock.GetUtcNow();
        hall.People.Clock.AdjustTime(now.AddMinutes(20));
        using (var use = await browser.GetAsync("/desk/in-use"))
            Assert.Equal(HttpStatusCode.NoContent, use.StatusCode);
        hall.People.Clock.AdjustTime(now.AddMinutes(45));
        using (await browser.GetAsync("/_blazor"))
        {
        }

        hall.People.Clock.AdjustTime(now.AddMinutes(51));
        var answer = await browser.GetAsync("/desk");
        hall.People.Clock.AdjustTime(now);

        Assert.Equal("/sign-in?back=%2Fdesk", answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("/m/account", "/m/sign-out", "/m/sign-in")]
    [InlineData("/desk/account", "/sign-out", "/sign-in")]
    public async Task Signing_out_ends_the_sign_in_of_the_face_where_it_is_pressed(string page, string action, string expected)
    {
        using var browser = await hall.SignedIn("D107" + page, expected);

        using var answer = await WebHall.Post(browser, page, action);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(expected, answer.Headers.Location!.OriginalString);
        using var after = await browser.GetAsync(page);
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    [Fact]
    public async Task A_form_that_no_page_has_is_refused_in_the_looks_of_the_hall()
    {
        using var browser = hall.Browser();

        using var answer = await WebHall.Post(browser, "/sign-in", "/sign-in", ("_handler", "nothing-here"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("刷新", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Nobody_is_signed_out_by_a_form_of_somebody_else()
    {
        using var browser = await hall.SignedIn("D108");

        using (var answer = await browser.PostAsync("/sign-out", null))
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);

        using var after = await browser.GetAsync("/desk");
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task Every_answer_tells_the_browser_to_trust_only_this_hall()
    {
        using var browser = hall.Browser();

        var answer = await browser.GetAsync("/sign-in");

        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }
}
