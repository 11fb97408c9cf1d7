using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;
using OtpNet;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Tests.Accounts;

/// <summary>Both steps of a sign-in as a browser does them.</summary>
public sealed partial class SecondFactorOverHttpTests : IAsyncLifetime
{
    private readonly TestHall _people = new();
    private WebApplicationFactory<Program> _hall = null!;

    public async Task InitializeAsync()
    {
        await _people.InitializeAsync();
        _hall = WebHall.Open(_people.Connections, _people.Clock, roles: "SectionHead");
    }

    public async Task DisposeAsync()
    {
        await _hall.DisposeAsync();
        await _people.DisposeAsync();
    }

    [Theory]
    [InlineData("", "/desk")]
    [InlineData("/m", "/m")]
    public async Task After_the_password_alone_every_page_sends_back_and_after_the_code_they_open(string face, string start)
    {
        await Head("K100" + face.Length);
        using var browser = Browser();
        using var first = await WebHall.SignIn(browser, "K100" + face.Length, face + "/sign-in");
        Assert.Equal(face + "/second-factor", first.Headers.Location!.AbsolutePath);
        foreach (var page in new[] { "/desk", "/desk/people", "/m", "/m/account", "/factors", "/m/factors" })
            Assert.Contains("sign-in", (await browser.GetAsync(page)).Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.InRange((int)(await browser.PostAsync("/_blazor/negotiate", null)).StatusCode, 400, 499);

        var page2 = face + "/second-factor";
        using var shown = await WebHall.Post(browser, page2, page2, ("_handler", "begin-authenticator"));
        var secret = Secret().Match(await shown.Content.ReadAsStringAsync()).Groups[1].Value;
        using var wrong = await WebHall.Post(browser, page2, page2, ("_handler", "begin-authenticator"));
        Assert.Contains(secret, await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var done = await Confirm(browser, page2, Code(secret));

        var told = await done.Content.ReadAsStringAsync();
        Assert.Contains("data-recovery-codes", told, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(start)).StatusCode);
        Assert.DoesNotContain("hall.partial=CfDJ", string.Join(';', done.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);

        _people.Clock.Advance(TimeSpan.FromSeconds(30));
        using var other = Browser();
        using var again = await WebHall.SignIn(other, "K100" + face.Length, face + "/sign-in");
        using var second = await WebHall.Post(other, page2, page2, ("_handler", "second-step"), ("Code", Code(secret)));
        Assert.Equal(start, second.Headers.Location!.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync(start)).StatusCode);
    }

    [Fact]
    public async Task The_second_step_without_the_first_leads_to_the_sign_in()
    {
        using var browser = Browser();

        Assert.Equal("/sign-in", (await browser.GetAsync("/second-factor")).Headers.Location!.AbsolutePath);
        Assert.Equal("/m/sign-in", (await browser.GetAsync("/m/second-factor")).Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task Passkeys_are_asked_for_from_the_halls_own_pages_only()
    {
        using var browser = Browser();
        foreach (var (origin, status) in new[] { (null, HttpStatusCode.Forbidden), ("https://elsewhere.test", HttpStatusCode.Forbidden), ("https://hall.test", HttpStatusCode.OK) })
        {
            using var asked = new HttpRequestMessage(HttpMethod.Post, "/passkeys/request") { Content = new StringContent("{}", null, "application/json") };
            if (origin is not null)
                asked.Headers.Add("Origin", origin);
            Assert.Equal(status, (await browser.SendAsync(asked)).StatusCode);
        }
    }

    [Theory]
    [InlineData("/passkeys/creation", """{"password":"x"}""", HttpStatusCode.Unauthorized)]
    [InlineData("/passkeys/add", """{"credential":"{}","name":"x"}""", HttpStatusCode.Unauthorized)]
    [InlineData("/passkeys/sign-in", """{"credential":"{}"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/m/passkeys/sign-in", """{"credential":null}""", HttpStatusCode.UnprocessableEntity)]
    public async Task Nobody_adds_or_uses_a_passkey_that_was_not_asked_for(string address, string body, HttpStatusCode status)
    {
        using var browser = Browser();
        using var asked = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, null, "application/json") };
        asked.Headers.Add("Origin", "https://hall.test");

        Assert.Equal(status, (await browser.SendAsync(asked)).StatusCode);
    }

    private async Task Head(string number)
    {
        var head = await _people.Person(number, HallRole.SectionHead);
        var code = (await _people.Get<IssueCodes>().Run(Actor.Hall, [head.StaffId], default)).Value[0].Code;
        _ = (await _people.Get<SetPassword>().Run(new(number, code, "Morning-8-30", ""), default)).Value;
    }

    private string Code(string secret) => new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(_people.Clock.GetUtcNow().UtcDateTime);

    private static Task<HttpResponseMessage> Confirm(HttpClient browser, string page, string code) =>
        WebHall.Post(browser, page, page, ("_handler", "confirm-authenticator"), ("Code", code));

    private HttpClient Browser() => _hall.CreateClient(new WebApplicationFactoryClientOptions
    {
        AllowAutoRedirect = false, BaseAddress = new Uri("https://hall.test"),
    });

    [GeneratedRegex("data-secret[^>]*>([A-Z2-7]+)<")]
    private static partial Regex Secret();
}
