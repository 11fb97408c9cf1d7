using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Benchmarks.Rush;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance.Consent;
using ServiceHall.Web.Boards;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Messages.Channels;
using ServiceHall.Web.People;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;
using ServiceHall.Web.Tests.Boards;

namespace ServiceHall.Web.Tests.Hosting;

/// <summary>
/// A small day of a hall whose telemetry is on: a clerk with a phone, somebody of the section at the desk, a lobby
/// screen. Everything personal in it is conspicuous, so that it would be found wherever it came out.
/// </summary>
public sealed class MeasuredDay : IAsyncLifetime
{
    private const string Clerk = "GH-20417";
    private const string Section = "GH-30528";
    private const string Latitude = "45.6200317";
    private const string Longitude = "122.8400319";
    private const string Elsewhere = "45.7311419";
    private const string Nobody = "GH-99713";
    private const string Phone = "OuyangPhone";
    private const string Browser = "OuyangBrowser/1.0";
    private const string Home = "203.0.113.77";
    private const string DatabasePassword = "Geheim-4711";
    private readonly string _logs = Path.Combine(Path.GetTempPath(), $"hall-logs-{Guid.NewGuid():N}");
    private readonly string _token = ScreenToken.New();
    private readonly List<string> _secrets =
    [
        Clerk, Section, Nobody, "欧阳验真", "司徒明察", Latitude, Longitude, Elsewhere, Phone, Browser, Home, DatabasePassword,
        RunningHall.Password, "Wrong-Guess-1", "people?q", "access_token", "测试P",
    ];

    private int _clerkId;
    private int _siteId;

    internal Collector Collector { get; } = new();

    internal RunningHall Hall { get; private set; } = null!;

    internal int Prometheus { get; } = Ports.Free();

    /// <summary>What must be found nowhere.</summary>
    internal IReadOnlyList<string> Secrets => _secrets;

    /// <summary>Where somebody was.</summary>
    internal static double[] Places { get; } = [.. new[] { Latitude, Longitude, Elsewhere }.Select(text =>
        double.Parse(text, CultureInfo.InvariantCulture))];

    /// <summary>Everything that the log files hold.</summary>
    internal string Logged => string.Concat(Directory.GetFiles(_logs).Select(ReadShared));

    public async Task InitializeAsync()
    {
        Hall = await RunningHall.Start(2, before: hall =>
        {
            (string Name, string Value)[] settings =
            [
                ("Hall__Telemetry__Otlp", Collector.Address.ToString()),
                ("Hall__Telemetry__Prometheus", Prometheus.ToString(CultureInfo.InvariantCulture)),
                ("Hall__Logs", _logs), ("OTEL_METRIC_EXPORT_INTERVAL", "500"), ("OTEL_BSP_SCHEDULE_DELAY", "200"),
                ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"), ("Logging__LogLevel__Default", "Information"),
                ("ConnectionStrings__Hall", hall.Connections.Application + ";Password=" + DatabasePassword),
            ];
            foreach (var (name, value) in settings)
                hall.Settings[name] = value;
        });
        await MakePeople();
        _secrets.AddRange([_token, ScreenToken.Hash(_token)]);
        await Live();
        // Spans are exported in the order in which they ended: with the last request, all before it came out.
        using var last = new HttpClient { BaseAddress = Hall.Address };
        using (await last.GetAsync("/desk/in-use"))
            await Collector.Has("GET /hub/boards", "GET /desk/in-use");
        await Collector.Until(() => Collector.Texts.Any(text => text.StartsWith("Circuit", StringComparison.Ordinal)),
            "a circuit");
        var seen = Collector.Received("/v1/metrics");
        await Collector.Until(() => Collector.Received("/v1/metrics") > seen + 2, "measurements");
    }

    public async Task DisposeAsync()
    {
        await Hall.DisposeAsync();
        Collector.Dispose();
        Directory.Delete(_logs, recursive: true);
    }

    private async Task MakePeople()
    {
        await using var db = await Hall.Get<IDbContextFactory<HallDb>>().CreateDbContextAsync();
        var window = await db.Windows.Include(w => w.Site).OrderBy(w => w.Id).FirstAsync();
        var clerk = new Posting { Staff = new StaffMember { Number = Clerk, Name = "欧阳验真" }, WindowId = window.Id,
            From = new(2026, 1, 1) };
        var section = new StaffMember { Number = Section, Name = "司徒明察" };
        db.AddRange(clerk, section);
        await db.SaveChangesAsync();
        (_clerkId, _siteId) = (clerk.StaffId, window.SiteId!.Value);
        db.Add(new RoleGrant { StaffId = section.Id, Role = HallRole.Section });
        db.Add(new PositionConsent
        {
            StaffId = clerk.StaffId, Version = RetentionFile.Load(null).Consent.Version, IsGiven = true,
            At = new DateTimeOffset(2026, 11, 19, 0, 0, 0, TimeSpan.Zero), Device = "", Address = "",
        });
        db.Add(new Screen { Name = "司徒的屏幕", Kind = ScreenKind.Board, SiteId = _siteId,
            TokenHash = ScreenToken.Hash(_token) });
        db.Add(new MessageChannel { Type = "webhook", Name = "n", Address = "https://192.0.2.9/key-7f3a",
            Secret = "none", Kinds = [MessageKind.Device], IsOn = true });
        await db.SaveChangesAsync();
        foreach (var code in (await Hall.Get<IssueCodes>()
            .Run(Actor.Hall, [clerk.StaffId, section.Id], default)).Value)
            _ = (await Hall.Get<SetPassword>()
                .Run(new(code.Number, code.Code, RunningHall.Password, ""), default)).Value;
        // No channel can reveal this one's secret, so the delivery of this message fails.
        Message.Tell(db, new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero), [clerk.StaffId],
            MessageKind.Device, "欧阳验真换了手机", "");
        await db.SaveChangesAsync();
    }

    private async Task Live()
    {
        await using var screen = await ScreenClient.Connect(new Uri(Hall.Address, $"/hub/boards?access_token={_token}"));
        await Punches(await SignIn(Clerk, "/m/sign-in"));
        // The board that shows the punch was made while the screen was there; the screen says that it has drawn it.
        var snapshot = (await screen.Heard("Snapshot"))!;
        var drawn = snapshot["madeAt"]!.GetValue<DateTimeOffset>().AddSeconds(0.3);
        await screen.Call("Seen", new { version = "1", number = snapshot["number"]!.GetValue<long>(), at = drawn });
        await Assert.ThrowsAsync<InvalidOperationException>(() => Guess(Nobody));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Guess(Clerk));
        await Desk(await SignIn(Section, "/sign-in"));
    }

    private async Task<string> SignIn(string number, string page)
    {
        var cookie = await Hall.SignIn(number, page);
        _secrets.AddRange(cookie.Split(';').Select(one => one[(one.IndexOf('=', StringComparison.Ordinal) + 1)..]));
        return cookie;
    }

    private Task<string> Guess(string number) => Hall.SignIn(number, "/m/sign-in", "Wrong-Guess-1");

    private async Task Punches(string cookie)
    {
        using var phone = Client(cookie);
        phone.DefaultRequestHeaders.Add("Origin", Hall.Address.GetLeftPart(UriPartial.Authority));
        foreach (var latitude in new[] { Elsewhere, Latitude })
        {
            var key = Guid.NewGuid();
            _secrets.Add(key.ToString());
            using var answer = await phone.PostAsync("/api/punches", new StringContent(
                $$"""{"action":"in","key":"{{key}}","latitude":{{latitude}},"longitude":{{Longitude}},"accuracy":12.5,"age":0.8,"device":"{{Phone}}"}""",
                Encoding.UTF8, "application/json"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private async Task Desk(string cookie)
    {
        using var desk = Client(cookie);
        using (var found = await desk.GetAsync($"/desk/people?q={Clerk}"))
            Assert.Equal(HttpStatusCode.OK, found.StatusCode);
        using (var missing = await desk.GetAsync($"/api/nowhere/{Clerk}"))
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        await using var circuit = await DeskCircuit.Open(desk, $"/desk/people/{_clerkId}", Clerk);
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); circuit.Awaited == 0; await Task.Delay(50))
            Assert.True(circuit.Fault is null && waited.Elapsed < Patience.Long,
                circuit.Fault ?? "The page never came.");
    }

    private HttpClient Client(string cookie)
    {
        var client = new HttpClient(new HttpClientHandler { UseCookies = false,
            AllowAutoRedirect = false }) { BaseAddress = Hall.Address };
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        client.DefaultRequestHeaders.Add("User-Agent", Browser);
        client.DefaultRequestHeaders.Add("X-Forwarded-For", Home);
        client.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        client.DefaultRequestHeaders.Add("tracestate", $"who={Clerk}");
        return client;
    }

    private static string ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
