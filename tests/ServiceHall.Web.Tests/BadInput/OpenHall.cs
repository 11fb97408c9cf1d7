using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Boards;
using ServiceHall.Web.People;
using PostRole = ServiceHall.Rules.People.PostRole;

namespace ServiceHall.Web.Tests.BadInput;

/// <summary>One server for all that is tried on it.</summary>
[CollectionDefinition(nameof(OpenHall))]
public sealed class OpenHallCollection : ICollectionFixture<OpenHall>;

/// <summary>Somebody who sends requests.</summary>
/// <param name="Cookie">The header of whoever is signed in; empty: nobody.</param>
/// <param name="Form">A token that the hall takes with a form of theirs.</param>
/// <param name="Screen">The token of a paired screen; null: no screen.</param>
internal sealed record Sender(string Name, string Cookie, string Form, string? Screen = null);

/// <summary>
/// The whole application behind its real server, on a free port, with somebody of each kind signed in. Whatever it
/// writes as an error of its own is kept.
/// </summary>
public sealed partial class OpenHall : WebHall, IAsyncLifetime
{
    private WebApplicationFactory<Program>? _server;

    internal Uri Address { get; private set; } = null!;

    internal IReadOnlyList<Sender> Senders { get; private set; } = [];

    /// <summary>Faults that were written to the log by whoever serves requests and circuits.</summary>
    internal ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>Each of them once.</summary>
    internal string FaultsInShort => string.Join("\n\n", Faults.Select(fault => fault.Length > 1500 ? fault[..1500] : fault).DistinctBy(fault => fault.Split('\n')[0]).Take(8));

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        Address = new Uri(_server!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var window = await People.Window("W1");
        await GivePassword(await People.Posted("clerk", window, PostRole.Leader), "clerk");
        foreach (var role in new[] { HallRole.Section, HallRole.SectionHead, HallRole.SystemAdministrator, HallRole.AuditAdministrator })
            await PersonWithPassword($"{role}", role);
        var senders = new List<Sender> { new("nobody", "", "") };
        senders.Add(await Signed("clerk", "/m/sign-in", "/m/account"));
        senders.Add(await Signed("clerk", "/sign-in", "/desk/account"));
        foreach (var role in new[] { HallRole.Section, HallRole.SectionHead, HallRole.SystemAdministrator, HallRole.AuditAdministrator })
            senders.Add(await Signed($"{role}", "/sign-in", "/desk/account"));
        foreach (var kind in Enum.GetValues<ScreenKind>())
            senders.Add(new($"screen {kind}", "", "", await Screen(kind)));
        Senders = senders;
    }

    private protected override WebApplicationFactory<Program> Start(WebApplicationFactory<Program> application)
    {
        _server = application.WithWebHostBuilder(host => host.UseUrls("http://127.0.0.1:0")
            // Files are what is tried here, not how many of them.
            .UseSetting("Hall:Uploads:PerMinute", "1000000")
            .ConfigureLogging(logging => logging.AddProvider(new KeptFaults(Faults))));
        _server.UseKestrel();
        _server.StartServer();
        return _server;
    }

    /// <summary>A browser that keeps cookies and follows nothing.</summary>
    internal HttpClient Client(CookieContainer cookies) =>
        new(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = Address };

    private async Task<Sender> Signed(string number, string signIn, string page)
    {
        var cookies = new CookieContainer();
        using var browser = Client(cookies);
        using var answer = await SignIn(browser, number, signIn);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var form = FormToken().Match(await browser.GetStringAsync(page)).Groups[1].Value;
        return new($"{number} {signIn}", cookies.GetCookieHeader(Address), form);
    }

    private async Task<string> Screen(ScreenKind kind)
    {
        await using var db = await People.Factory.CreateDbContextAsync();
        var site = new Site { Code = $"S{kind}", Name = $"大厅{kind}", Latitude = 45.6, Longitude = 122.8, RadiusMetres = 150 };
        db.Add(site);
        await db.SaveChangesAsync();
        var offer = (await new OfferPairing(People.Factory, People.Clock).Run("192.0.2.9", new("https://hall.test/desk/screens"), default, kind)).Value;
        await new PairScreen(People.Factory, People.Clock).Run(Actor.Hall, new(offer.Code, $"屏幕{kind}", site.Id), default);
        return (await new CollectToken(People.Factory, People.Clock).Run(offer.PairingId, default)).Value.Token!;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();

    /// <summary>Keeps what the server calls a fault of the program.</summary>
    private sealed class KeptFaults(ConcurrentQueue<string> faults) : ILoggerProvider
    {
        private static readonly string[] Servers =
            ["Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Diagnostics", "Microsoft.AspNetCore.Hosting"];

        public ILogger CreateLogger(string categoryName) =>
            Servers.Any(server => categoryName.StartsWith(server, StringComparison.Ordinal))
                ? new Kept(faults) : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public void Dispose()
        {
        }

        private sealed class Kept(ConcurrentQueue<string> faults) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                if (IsEnabled(logLevel))
                    faults.Enqueue($"{formatter(state, exception)} {exception}");
            }
        }
    }
}
