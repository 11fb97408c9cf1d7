using System.Net;
using System.Text.Json;
using ServiceHall.Benchmarks.Rush;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Tests.Shell.Circuits;

/// <summary>A page of the desk that is open belongs to one sign-in, and leaves with it.</summary>
public sealed class OneSignInTests(CircuitHall hall) : IClassFixture<CircuitHall>
{
    // Far below the half minute after which each circuit asks by itself.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(6);

    [Theory]
    [InlineData("O101", "signed out")]
    [InlineData("O102", "another password")]
    [InlineData("O103", "gone from the hall")]
    public async Task It_leaves_for_the_sign_in_page_at_once(string number, string end)
    {
        var head = await hall.Person(number, HallRole.SectionHead);
        using var browser = await hall.SignedIn(number);
        await using var page = await CircuitHall.Open(browser, "/desk/notices", "通知");

        switch (end)
        {
            case "signed out":
                await hall.People.Get<SignOut>().Everywhere(head, default);
                break;
            case "another password":
                await hall.People.Get<RenewPassword>().Run(new(number, "Morning-8-30", "Evening-17-00", ""), default);
                break;
            default:
                await hall.People.Sql($"UPDATE staff_member SET left_on = '2026-11-18' WHERE id = {head.StaffId}");
                break;
        }

        Assert.Contains("/sign-in?ended=1&back=%2Fdesk%2Fnotices", await SentTo(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_another_role_it_opens_anew()
    {
        var head = await hall.Person("O200", HallRole.SectionHead);
        using var browser = await hall.SignedIn("O200");
        await using var page = await CircuitHall.Open(browser, "/desk/notices", "通知");

        await hall.People.Sql($"DELETE FROM role_grant WHERE staff_id = {head.StaffId}");

        Assert.EndsWith("/desk/notices", await SentTo(page), StringComparison.Ordinal);
        using var anew = await browser.GetAsync("/desk/notices");
        Assert.Equal(HttpStatusCode.Forbidden, anew.StatusCode);
    }

    [Fact]
    public async Task It_leaves_when_somebody_else_signs_in_in_the_same_browser_without_signing_out()
    {
        await hall.Person("O201", HallRole.SectionHead);
        await hall.Person("O202");
        var cookies = new CookieContainer();
        using var browser = await hall.SignedIn("O201", cookies);
        await using var page = await CircuitHall.Open(browser, "/desk/notices", "通知");

        using var other = await hall.SignedIn("O202", cookies);

        Assert.Contains("/sign-in?ended=1", await SentTo(page), StringComparison.Ordinal);
        using var again = await browser.GetAsync("/desk/notices");
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
    }

    [Fact]
    public async Task The_same_person_who_signs_in_once_more_in_the_same_browser_sends_no_tab_away()
    {
        await hall.Person("O203", HallRole.SectionHead);
        var cookies = new CookieContainer();
        using var browser = await hall.SignedIn("O203", cookies);
        await using var page = await CircuitHall.Open(browser, "/desk/notices", "通知");

        using var again = await hall.SignedIn("O203", cookies);

        Assert.Equal(SignInOf(browser), SignInOf(again));
        Assert.True(await page.TakeUpAgain(again));
        Assert.False(page.SentTo.IsCompleted);
    }

    private static string SignInOf(HttpClient browser) => Assert.Single(
        browser.DefaultRequestHeaders.GetValues("Cookie").SelectMany(cookies => cookies.Split("; ")),
        cookie => cookie.StartsWith("hall.desk=", StringComparison.Ordinal));

    [Fact]
    public async Task A_connection_of_the_same_sign_in_takes_it_up_again_and_one_of_another_does_not()
    {
        await hall.Person("O204", HallRole.SectionHead);
        await hall.Person("O205");
        using var browser = await hall.SignedIn("O204");
        using var other = await hall.SignedIn("O205");
        await using var page = await CircuitHall.Open(browser, "/desk/notices", "通知");

        Assert.True(await page.TakeUpAgain(browser));
        Assert.False(await page.TakeUpAgain(other));
        Assert.False(await page.TakeUpAgain(browser));
    }

    [Theory]
    [InlineData("O301", "http://elsewhere.test", HttpStatusCode.Forbidden)]
    [InlineData("O302", "null", HttpStatusCode.Forbidden)]
    [InlineData("O303", null, HttpStatusCode.OK)]
    public async Task A_page_of_another_origin_opens_no_connection(string number, string? origin, HttpStatusCode expected)
    {
        await hall.Person(number);
        using var browser = await hall.SignedIn(number);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", origin ?? browser.BaseAddress!.GetLeftPart(UriPartial.Authority));

        using var answer = await browser.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
    }

    private static async Task<string> SentTo(DeskCircuit page)
    {
        using var given = JsonDocument.Parse(await page.SentTo.WaitAsync(AtOnce));
        return given.RootElement[0].GetString()!;
    }
}
