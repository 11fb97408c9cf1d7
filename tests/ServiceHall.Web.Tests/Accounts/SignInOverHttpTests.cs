using System.Net;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Tests.Accounts;

public sealed class SignInOverHttpTests(WebHall hall) : IClassFixture<WebHall>
{
    private const string Password = "Morning-8-30";
    private const string Next = "Evening-17-00";

    [Fact]
    public async Task Five_failures_lock_the_account_and_the_page_says_the_same_as_of_somebody_unknown()
    {
        await hall.PersonWithPassword("H100");
        using var browser = hall.Browser();
        var unknown = await Told(await WebHall.SignIn(browser, "H100-nobody", password: "wrong"));
        for (var attempt = 0; attempt < 5; attempt++)
            Assert.Equal(unknown, await Told(await WebHall.SignIn(browser, "H100", password: "wrong")));

        Assert.Equal(unknown, await Told(await WebHall.SignIn(browser, "H100")));
    }

    [Theory]
    [InlineData("/sign-in", "sign-in")]
    [InlineData("/m/sign-in", "sign-in")]
    [InlineData("/first-password", "first-password")]
    [InlineData("/renew-password", "renew-password")]
    public async Task A_number_with_NUL_signs_nobody_in_and_is_no_fault_of_the_hall(string page, string handler)
    {
        await hall.PersonWithPassword("H142" + page);

        using var answer = await WebHall.Post(
            hall.Browser(), page, page, ("_handler", handler), ("Number", $"H142{page}\0"), ("Password", Password), ("Code", "AAAA-BBBB-CCCC"), ("Again", Password));

        // The framework refuses such a form by itself, the hall where it comes through.
        Assert.InRange((int)answer.StatusCode, 200, 499);
        Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.StartsWith("hall.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_one_time_code_sets_one_password_and_is_void_from_then_on()
    {
        var person = await hall.People.Person("H101");
        var code = (await hall.People.Get<IssueCodes>().Run(Actor.Hall, [person.StaffId], default)).Value[0].Code;
        using var browser = hall.Browser();

        using var first = await Set(Password);
        using var second = await Set(Next);

        Assert.Equal("/sign-in", first.Headers.Location!.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Contains("代码已经用过", await Told(second), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await WebHall.SignIn(browser, "H101")).StatusCode);

        Task<HttpResponseMessage> Set(string password) => WebHall.Post(
            browser, "/first-password", "/first-password", ("_handler", "first-password"), ("Number", "H101"), ("Code", code), ("Password", password), ("Again", password));
    }

    [Fact]
    public async Task Somebody_new_sets_the_password_on_the_phone_and_signs_in_there()
    {
        var person = await hall.People.Person("H140");
        var code = (await hall.People.Get<IssueCodes>().Run(Actor.Hall, [person.StaffId], default)).Value[0].Code;
        using var phone = hall.Browser();
        Assert.Contains("href=\"/m/first-password\"", await phone.GetStringAsync("/m/sign-in"), StringComparison.Ordinal);

        using var set = await WebHall.Post(phone, "/m/first-password", "/m/first-password",
            ("_handler", "first-password"), ("Number", "H140"), ("Code", code), ("Password", Password), ("Again", Password));

        Assert.Equal("/m/sign-in?ready=1", set.Headers.Location!.PathAndQuery);
    }

    [Fact]
    public async Task A_password_is_changed_on_the_phone()
    {
        using var phone = await hall.SignedIn("H102", "/m/sign-in");

        using var wrong = await Change(phone, "wrong");
        using var right = await Change(phone, Password);

        Assert.Contains("原密码不正确", await Told(wrong), StringComparison.Ordinal);
        Assert.Contains("密码已修改", WebUtility.HtmlDecode(await right.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync("/m/account")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await WebHall.SignIn(hall.Browser(), "H102", "/m/sign-in", Next)).StatusCode);

        static Task<HttpResponseMessage> Change(HttpClient phone, string old) =>
            WebHall.Post(phone, "/m/account", "/m/account", ("_handler", "change-password"), ("Old", old), ("New", Next), ("Again", Next));
    }

    [Fact]
    public async Task A_password_of_ninety_one_days_is_renewed_before_anybody_is_signed_in()
    {
        await hall.PersonWithPassword("H103");
        var now = hall.People.Clock.GetUtcNow();
        hall.People.Clock.AdjustTime(now.AddDays(91));
        try
        {
            using var browser = hall.Browser();
            using var asked = await WebHall.SignIn(browser, "H103");
            Assert.Equal("/renew-password?number=H103", asked.Headers.Location!.PathAndQuery);
            Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/desk")).StatusCode);

            using var renewed = await WebHall.Post(
                browser, "/renew-password", "/renew-password", ("_handler", "renew-password"), ("Number", "H103"), ("Old", Password), ("New", Next), ("Again", Next));

            Assert.Equal("/sign-in?ready=1", renewed.Headers.Location!.PathAndQuery);
            Assert.Equal("/desk", (await WebHall.SignIn(browser, "H103", password: Next)).Headers.Location!.AbsolutePath);
        }
        finally
        {
            hall.People.Clock.AdjustTime(now);
        }
    }

    [Fact]
    public async Task A_phone_page_that_refreshes_itself_does_not_keep_the_desk_signed_in()
    {
        using var desk = await hall.SignedIn("H104");
        var now = hall.People.Clock.GetUtcNow();
        try
        {
            for (var minute = 1; minute <= 31; minute++)
            {
                hall.People.Clock.AdjustTime(now.AddMinutes(minute));
                using var request = new HttpRequestMessage(HttpMethod.Get, "/m");
                request.Headers.Add(HallCookies.ByItself, "1");
                using var answer = await desk.SendAsync(request);
                Assert.Equal(minute <= 30 ? HttpStatusCode.OK : HttpStatusCode.Redirect, answer.StatusCode);
            }
        }
        finally
        {
            hall.People.Clock.AdjustTime(now);
        }
    }

    [Fact]
    public async Task An_address_that_a_browser_names_for_itself_is_not_believed()
    {
        await hall.PersonWithPassword("H105");
        using var browser = hall.Browser();
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");

        await WebHall.SignIn(browser, "H105", password: "wrong");

        Assert.DoesNotContain(await hall.People.AuditRecords(), record => record.Address == "203.0.113.9");
    }

    private static async Task<string> Told(HttpResponseMessage answer)
    {
        using (answer)
        {
            var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            var start = page.IndexOf("role=\"alert\">", StringComparison.Ordinal);
            Assert.True(start > 0, "Nothing was told.");
            return page[(start + 13)..page.IndexOf('<', start + 13)];
        }
    }
}
