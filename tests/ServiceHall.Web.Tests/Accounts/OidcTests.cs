using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Tests.Accounts;

/// <summary>A hall whose city has a sign-in of its own, and that sign-in: a provider as small as the protocol lets it be.</summary>
public sealed class OidcHall : IAsyncLifetime
{
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "test" };
    private readonly Dictionary<string, string> _nonces = [];
    private WebApplication _provider = null!;
    private WebApplicationFactory<Program> _hall = null!;

    internal TestHall People { get; } = new();

    /// <summary>The staff number that the provider names; null: it names none.</summary>
    internal string? Number { get; set; }

    internal string Authority { get; private set; } = "";

    public async Task InitializeAsync()
    {
        await People.InitializeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _provider = builder.Build();
        Map(_provider);
        await _provider.StartAsync();
        Authority = _provider.Urls.Single();
        _hall = WebHall.Open(People.Connections, People.Clock).WithWebHostBuilder(host =>
        {
            host.UseSetting("Hall:Oidc:Authority", Authority);
            host.UseSetting("Hall:Oidc:ClientId", "hall");
            host.UseSetting("Hall:Oidc:ClientSecret", "secret");
            host.UseSetting("Hall:Oidc:Name", "市统一身份认证");
            host.UseSetting("Hall:SecondFactor:Roles", "SectionHead");
        });
    }

    public async Task DisposeAsync()
    {
        await _hall.DisposeAsync();
        await _provider.DisposeAsync();
        await People.DisposeAsync();
    }

    internal HttpClient Browser() => _hall.CreateClient(new WebApplicationFactoryClientOptions
    {
        AllowAutoRedirect = false, BaseAddress = new Uri("https://hall.test"),
    });

    /// <summary>Goes to the provider and back, as a browser is led.</summary>
    internal async Task<HttpResponseMessage> SignIn(HttpClient browser, string start = "/oidc/start")
    {
        using var asked = await browser.GetAsync(start);
        using var outside = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var given = await outside.GetAsync(asked.Headers.Location);
        using var back = await browser.GetAsync(given.Headers.Location);
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        return await browser.GetAsync(back.Headers.Location);
    }

    private void Map(WebApplication provider)
    {
        provider.MapGet("/.well-known/openid-configuration", () => new Dictionary<string, string>
        {
            ["issuer"] = Authority, ["authorization_endpoint"] = Authority + "/authorize", ["token_endpoint"] = Authority + "/token",
            ["jwks_uri"] = Authority + "/keys", ["end_session_endpoint"] = Authority + "/end",
        });
        provider.MapGet("/keys", () =>
        {
            var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(_key);
            return new { keys = new[] { new { kty = key.Kty, kid = key.Kid, n = key.N, e = key.E, use = "sig", alg = "RS256" } } };
        });
        provider.MapGet("/authorize", (string redirect_uri, string state, string nonce) =>
        {
            var code = Guid.NewGuid().ToString("N");
            _nonces[code] = nonce;
            return Results.Redirect($"{redirect_uri}?code={code}&state={Uri.EscapeDataString(state)}");
        });
        provider.MapPost("/token", (HttpContext context) =>
        {
            var claims = new List<Claim> { new("sub", "somebody"), new("nonce", _nonces[context.Request.Form["code"].ToString()]) };
            if (Number is not null)
                claims.Add(new Claim("staff_number", Number));
            var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Issuer = Authority, Audience = "hall", Subject = new ClaimsIdentity(claims), Expires = DateTime.UtcNow.AddMinutes(5),
                SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
            });
            return new Dictionary<string, string> { ["access_token"] = "none", ["token_type"] = "Bearer", ["id_token"] = token };
        });
    }
}

public sealed class OidcTests(OidcHall hall) : IClassFixture<OidcHall>
{
    [Theory]
    [InlineData("/oidc/start", "/desk")]
    [InlineData("/m/oidc/start", "/m")]
    [InlineData("/oidc/start?back=%2Fdesk%2Fmessages", "/desk/messages")]
    [InlineData("/oidc/start?back=%2F%2Felsewhere.test", "/desk")]
    public async Task Somebody_with_an_account_is_signed_in_by_the_staff_number(string start, string to)
    {
        await Person(hall.Number = "L100" + start.Length);
        using var browser = hall.Browser();

        using var done = await hall.SignIn(browser, start);

        Assert.Equal(to, done.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(to)).StatusCode);
        Assert.Contains(await hall.People.AuditRecords(), record =>
            record is { Action: "account.sign-in", Outcome: AuditOutcome.Done } && record.Subject == "staff " + hall.Number && record.Detail.Contains("统一身份认证", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("L110")]
    [InlineData("L110-nobody")]
    [InlineData(null)]
    public async Task Who_has_no_account_gets_none(string? number)
    {
        if (number == "L110")
            await hall.People.Person(number);
        hall.Number = number;
        using var browser = hall.Browser();

        using var done = await hall.SignIn(browser);

        Assert.Equal("/sign-in?unknown=1", done.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/desk")).StatusCode);
        Assert.Contains("还没有帐号", WebUtility.HtmlDecode(await browser.GetStringAsync("/sign-in?unknown=1")), StringComparison.Ordinal);
        await using var db = await hall.People.Factory.CreateDbContextAsync();
        Assert.DoesNotContain(db.Accounts, account => account.UserName == number);
    }

    [Fact]
    public async Task The_citys_sign_in_takes_nobody_past_the_second_factor()
    {
        await Person(hall.Number = "L120", HallRole.SectionHead);
        using var browser = hall.Browser();

        using var done = await hall.SignIn(browser);

        Assert.StartsWith("/second-factor", done.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/desk")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_it_at_the_provider_too()
    {
        await Person(hall.Number = "L130");
        using var browser = hall.Browser();
        using var done = await hall.SignIn(browser, "/m/oidc/start");

        using var left = await WebHall.Post(browser, "/m/account", "/m/sign-out");

        Assert.StartsWith(hall.Authority + "/end", left.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/m")).StatusCode);
    }

    [Fact]
    public async Task Who_comes_back_from_nowhere_writes_nothing_and_who_has_no_account_fills_no_audit()
    {
        await Person("L150");
        using var browser = hall.Browser();
        var before = (await hall.People.AuditRecords()).Count;
        for (var time = 0; time < 20; time++)
            Assert.Equal("/sign-in?failed=1", (await browser.GetAsync("/oidc/done")).Headers.Location!.ToString());
        Assert.Equal(before, (await hall.People.AuditRecords()).Count);

        hall.Number = "L150-nobody";
        for (var time = 0; time < 15; time++)
            (await hall.SignIn(browser)).Dispose();

        Assert.InRange((await hall.People.AuditRecords()).Count(record => record.Subject == "staff L150-nobody"), 1, 11);
    }

    [Fact]
    public async Task The_sign_in_pages_offer_it_by_its_name()
    {
        await Person("L140");
        using var browser = hall.Browser();

        Assert.Contains("市统一身份认证登录", WebUtility.HtmlDecode(await browser.GetStringAsync("/sign-in")), StringComparison.Ordinal);
    }

    private async Task Person(string number, params HallRole[] roles)
    {
        var person = await hall.People.Person(number, roles);
        Assert.Null((await hall.People.Get<IssueCodes>().Run(Actor.Hall, [person.StaffId], default)).Refusal);
    }
}

/// <summary>The hall starts while the city's sign-in is down.</summary>
public sealed class OidcAwayTests(TestHall people) : IClassFixture<TestHall>, IAsyncLifetime
{
    private WebApplicationFactory<Program> _hall = null!;

    public async Task InitializeAsync()
    {
        // Once there is an account, the hall asks for no first administrator.
        var person = await people.Person($"L3{Guid.NewGuid():N}");
        Assert.Null((await people.Get<IssueCodes>().Run(Actor.Hall, [person.StaffId], default)).Refusal);
        _hall = WebHall.Open(people.Connections, people.Clock).WithWebHostBuilder(host =>
        {
            // Nobody listens there.
            host.UseSetting("Hall:Oidc:Authority", "http://127.0.0.1:1");
            host.UseSetting("Hall:Oidc:ClientId", "hall");
            host.UseSetting("Hall:Oidc:ClientSecret", "secret");
        });
    }

    public async Task DisposeAsync() => await _hall.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("/m")]
    public async Task Signing_in_by_it_comes_back_with_a_sentence(string face)
    {
        using var browser = Browser();

        using var asked = await browser.GetAsync(face + "/oidc/start");

        Assert.Equal(face + "/sign-in?failed=1", asked.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/m")]
    public async Task Signing_out_ends_it_here_and_says_that_it_may_hold_elsewhere(string face)
    {
        using var browser = Browser();
        using var leaving = new HttpRequestMessage(HttpMethod.Post, face + "/sign-out") { Headers = { { "Cookie", "hall.via-oidc=1" }, { "Origin", "https://hall.test" } } };

        using var left = await browser.SendAsync(leaving);

        Assert.Equal(face + "/sign-in?elsewhere=1", left.Headers.Location?.ToString());
        Assert.Contains(left.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("hall.via-oidc=;", StringComparison.Ordinal));
        Assert.Contains("还没有退出", WebUtility.HtmlDecode(await browser.GetStringAsync(left.Headers.Location)), StringComparison.Ordinal);
    }

    private HttpClient Browser() => _hall.CreateClient(new WebApplicationFactoryClientOptions
    {
        AllowAutoRedirect = false, BaseAddress = new Uri("https://hall.test"), HandleCookies = false,
    });
}

public sealed class NoOidcTests(WebHall hall) : IClassFixture<WebHall>
{
    [Fact]
    public async Task Without_a_provider_there_is_nothing_of_it()
    {
        await hall.PersonWithPassword("L200");
        using var browser = hall.Browser();

        Assert.DoesNotContain("/oidc/start", await browser.GetStringAsync("/sign-in"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/oidc/start")).StatusCode);
    }
}
