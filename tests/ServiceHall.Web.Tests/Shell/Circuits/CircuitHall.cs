using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using ServiceHall.Benchmarks.Rush;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Tests.Shell.Circuits;

/// <summary>The application on a port of its own, for pages of the desk that are open and alive.</summary>
public sealed class CircuitHall : IAsyncLifetime
{
    private WebApplicationFactory<Program>? _application;

    internal TestHall People { get; } = new();

    private Uri Address => _application!.ClientOptions.BaseAddress;

    public async Task InitializeAsync()
    {
        await People.InitializeAsync();
        _application = WebHall.Open(People.Connections, People.Clock);
        _application.UseKestrel(0);
        _application.StartServer();
    }

    public async Task DisposeAsync()
    {
        if (_application is not null)
            await _application.DisposeAsync();
        await People.DisposeAsync();
    }

    /// <summary>A person with a password.</summary>
    internal async Task<Actor> Person(string number, params HallRole[] roles)
    {
        var person = await People.Person(number, roles);
        var code = (await People.Get<IssueCodes>().Run(Actor.Hall, [person.StaffId], default)).Value[0].Code;
        _ = (await People.Get<SetPassword>().Run(new(number, code, "Morning-8-30", ""), default)).Value;
        return person;
    }

    /// <summary>A browser where somebody has signed in; its cookies go into every request, a page's connection too.</summary>
    internal async Task<HttpClient> SignedIn(string number, CookieContainer? cookies = null)
    {
        cookies ??= new CookieContainer();
        using var handler = new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = Address };
        using var answer = await WebHall.SignIn(browser, number);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var client = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("Cookie", cookies.GetCookieHeader(Address));
        return client;
    }

    /// <summary>A page that is open and shows a text.</summary>
    internal static async Task<DeskCircuit> Open(HttpClient browser, string page, string text)
    {
        var circuit = await DeskCircuit.Open(browser, page, text);
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); circuit.Awaited == 0; await Task.Delay(20))
            Assert.True(circuit.Fault is null && waited.Elapsed < Patience.Long, circuit.Fault ?? "The page never came.");
        return circuit;
    }
}
