using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Consent;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.People;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;
using ServiceHall.Web.Store.Keys;
using PostRole = ServiceHall.Rules.People.PostRole;

namespace ServiceHall.EndToEnd.Tests;

/// <summary>All tests share one hall and one browser; each brings people and windows of its own.</summary>
[CollectionDefinition(nameof(Hall))]
public sealed class HallCollection : ICollectionFixture<Hall>;

/// <summary>A hall whose clock a story may move on: one story each.</summary>
public sealed class StoryHall : Hall
{
    protected override DateTime Opens { get; } = new(2026, 11, 20, 8, 5, 0, DateTimeKind.Unspecified);
}

/// <summary>A small demonstration hall that runs as people run it, on a PostgreSQL of its own, and a real browser.</summary>
public class Hall : IAsyncLifetime
{
    /// <summary>The centre of the invented hall's fence, whose radius is 150 m.</summary>
    public const float Latitude = 45.62f;
    public const float Longitude = 122.84f;

    private const string Password = "Morning-8-30";
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"hall-{Guid.NewGuid():N}");
    private ServiceProvider? _services;
    private IPlaywright? _playwright;
    private int _people;
    private int _screens;

    /// <summary>The hall's civil time when it opens: a Friday, long enough before work begins for all tests on the slowest machine.</summary>
    protected virtual DateTime Opens { get; } = new(2026, 11, 20, 7, 35, 0, DateTimeKind.Unspecified);

    internal RunningHall Server { get; private set; } = null!;

    private LocalPostgres Postgres { get; set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var facts = Path.Combine(_folder, "facts");
        Directory.CreateDirectory(_folder);
        await Invent(facts);
        Postgres = await LocalPostgres.Start(_folder, durable: false);
        await Postgres.MakeDatabase("hall");
        var connections = HallConnections.Local(Postgres, "hall");
        var keys = Path.Combine(_folder, KeyCertificates.LocalFile);
        KeyFile.Make(keys, null);
        Server = new RunningHall(_folder, facts, connections.Application, connections.Owner) { Opens = Opens };
        await Server.Start();
        _services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddHallDatabase(connections).AddHallKeys(new(KeyFile.Read(keys, null), [])).AddSingleton<TimeProvider>(HallClock.ShowingNow(Server.Opens)).AddAccounts().AddPeople().AddCalendar()
            .BuildServiceProvider();
        _playwright = await Playwright.CreateAsync();
        // A busy machine is slow, not wrong.
        Assertions.SetDefaultExpectTimeout(60_000);
        Browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
        });
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null)
            await Browser.CloseAsync();
        _playwright?.Dispose();
        if (_services is not null)
            await _services.DisposeAsync();
        if (Server is not null)
            await Server.DisposeAsync();
        if (Postgres is not null)
            await Postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Somebody with a password and roles, at a window since the beginning of the month where one is given.</summary>
    /// <returns>The staff number.</returns>
    internal async Task<string> Person(HallRole? role = null, int? windowId = null, PostRole post = PostRole.Staff, int? unitId = null)
    {
        var number = $"E{Interlocked.Increment(ref _people):000}";
        var id = (await Get<EditPerson>().Run(Actor.Hall, new(null, number, "测试" + number, null), default)).Value;
        if (role is { } granted)
            _ = (await Get<GrantRole>().Grant(Actor.Hall, new(id, granted, unitId), default)).Value;
        if (windowId is { } window)
            _ = (await Get<MovePerson>().Run(Actor.Hall, new(id, window, post, Rules.People.PostKind.Regular, new(2026, 11, 1)), default)).Value;
        var code = (await Get<IssueCodes>().Run(Actor.Hall, [id], default)).Value[0].Code;
        _ = (await Get<SetPassword>().Run(new(number, code, Password, ""), default)).Value;
        // Their position may be used: the page that asks for it has a test of its own.
        await using var db = await Get<IDbContextFactory<HallDb>>().CreateDbContextAsync();
        db.Add(new PositionConsent
        {
            StaffId = id, Version = RetentionFile.Load(null).Consent.Version, IsGiven = true, At = DateTimeOffset.UtcNow, Device = "", Address = "",
        });
        await db.SaveChangesAsync();
        return number;
    }

    /// <summary>Ends all sign-ins of somebody, as another computer of theirs does.</summary>
    internal async Task EndSignIns(string number)
    {
        var id = await Read(db => db.Staff.Where(staff => staff.Number == number).Select(staff => staff.Id).SingleAsync());
        _ = (await Get<SignOut>().Everywhere(new Actor(id, "local"), default)).Value;
    }

    /// <summary>Somebody with a role: a leader of a window by being posted there, a leader of a unit by name.</summary>
    internal async Task<string> Holder(HallRole role)
    {
        var window = await Read(db => db.Windows.Where(window => window.SiteId != null).MinAsync(window => window.Id));
        return role switch
        {
            HallRole.WindowLeader => await Person(windowId: window, post: PostRole.Leader),
            HallRole.UnitLeader => await Person(role, unitId: await UnitOf(window)),
            _ => await Person(role),
        };
    }

    /// <summary>The unit of a window.</summary>
    internal Task<int> UnitOf(int windowId) => Read(db => db.Windows.Where(window => window.Id == windowId).Select(window => window.UnitId).SingleAsync());

    /// <summary>Somebody posted at a window of the invented hall.</summary>
    internal async Task<string> Clerk() => await Person(windowId: await Read(db => db.Windows.Where(window => window.SiteId != null).MinAsync(window => window.Id)));

    /// <summary>The name of the hall in which <see cref="Clerk"/> is posted.</summary>
    internal Task<string> HallOfClerks() => Read(db => db.Windows.Where(window => window.SiteId != null)
        .OrderBy(window => window.Id).Select(window => window.Site!.Name).FirstAsync());

    /// <summary>A new window of the invented hall with one person.</summary>
    internal async Task<(int Id, string Name)> Window(string name)
    {
        var places = (await Get<EditPlaces>().List(Actor.Hall, default)).Value;
        var window = new Window { Code = "E-" + name, Name = name, UnitId = places.Units[0].Id, SiteId = places.Sites[0].Id };
        var id = (await Get<EditPlaces>().Save(Actor.Hall, window, default)).Value;
        await Person(windowId: id);
        return (id, name);
    }

    /// <summary>A hall of its own that takes its code, and somebody posted there.</summary>
    internal async Task<(string Name, string Clerk)> HallWithCode(string name, SiteProof proof)
    {
        var units = (await Get<EditPlaces>().List(Actor.Hall, default)).Value.Units;
        var site = new Site { Code = name, Name = name, Latitude = Latitude, Longitude = Longitude, RadiusMetres = 150, Proof = proof };
        var siteId = (await Get<EditPlaces>().Save(Actor.Hall, site, default)).Value;
        var window = new Window { Code = "E-" + name, Name = name + "窗口", UnitId = units[0].Id, SiteId = siteId };
        return (name, await Person(windowId: (await Get<EditPlaces>().Save(Actor.Hall, window, default)).Value));
    }

    /// <summary>The accepted punches of a person, as the database has them.</summary>
    internal Task<int> Punches(string number) => Read(db => db.Set<Punch>()
        .CountAsync(punch => punch.Staff!.Number == number && punch.Outcome == Rules.Attendance.PunchOutcome.Accepted));

    /// <summary>Stops the database as a power cut does, for as long as something is tried.</summary>
    internal async Task WithoutDatabase(Func<Task> tried)
    {
        await Postgres.StopAtOnce();
        try
        {
            await tried();
        }
        finally
        {
            await Postgres.StartAgain();
            Get<NpgsqlDataSource>().Clear();
        }
    }

    /// <summary>A phone somewhere; without a place it refuses to say where it is.</summary>
    internal async Task<IPage> Phone(float? metresNorth = 50)
    {
        var context = await Browser.NewContextAsync(new()
        {
            BaseURL = Server.Address,
            Locale = "zh-CN",
            ViewportSize = new() { Width = 390, Height = 844 },
            IsMobile = true,
            HasTouch = true,
            Permissions = metresNorth is null ? [] : ["geolocation"],
            Geolocation = metresNorth is { } north ? At(north) : null,
        });
        return await context.NewPageAsync();
    }

    /// <summary>A press on the phone, which finds its position at that moment: an emulated one is otherwise as old as the phone.</summary>
    internal static async Task Press(IPage phone, string slot, float metresNorth = 50)
    {
        await phone.Context.SetGeolocationAsync(At(metresNorth));
        await phone.GetByRole(AriaRole.Button, new() { Name = slot }).ClickAsync();
    }

    /// <summary>A desk, or a screen of another size.</summary>
    internal async Task<IPage> Desk(int width = 1440, int height = 900)
    {
        var context = await Browser.NewContextAsync(new() { BaseURL = Server.Address, Locale = "zh-CN", ViewportSize = new() { Width = width, Height = height } });
        return await context.NewPageAsync();
    }

    /// <summary>Fills in the sign-in page that is asked for.</summary>
    internal static async Task SignIn(IPage page, string number, string address)
    {
        await page.GotoAsync(address);
        await FillSignIn(page, number);
    }

    /// <summary>Fills in the sign-in page that is open.</summary>
    internal static async Task FillSignIn(IPage page, string number)
    {
        await page.GetByLabel("工号").FillAsync(number);
        await page.GetByLabel("密码").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("^((?!sign-in).)*$"));
    }

    /// <summary>A lobby screen that the section pairs by the code that it shows.</summary>
    internal async Task<IPage> Screen(IPage desk)
    {
        var screen = await Desk(1920, 1080);
        await screen.GotoAsync("/kiosk/");
        await Assertions.Expect(screen.Locator("#code")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^\d{3}\s?\d{3}$"));
        await desk.GotoAsync("/desk/screens");
        await desk.GetByLabel("配对码").FillAsync(await screen.Locator("#code").InnerTextAsync());
        await desk.GetByLabel("名称").FillAsync($"一楼大厅 {Interlocked.Increment(ref _screens)}");
        await desk.GetByRole(AriaRole.Button, new() { Name = "配对" }).ClickAsync();
        await Assertions.Expect(desk.Locator("main [role=status]")).ToBeVisibleAsync();
        await Assertions.Expect(screen.Locator("#board")).ToBeVisibleAsync();
        return screen;
    }

    /// <summary>Waits until a session is closed, such as 2026-11-20/am.</summary>
    internal async Task Closed(string session)
    {
        for (var left = 120; left > 0; left--)
        {
            if (await Read(db => db.Set<Period>().AnyAsync(period => period.Job == CloseSessions.SessionJob && period.Name == session)))
                return;
            await Task.Delay(500);
        }

        Assert.Fail($"{session} was not closed.");
    }

    /// <summary>
    /// What <c>hall replay</c> makes of what <c>hall export</c> writes of the running hall, and what its ledger holds, both for the
    /// days up to one and without the sessions that are not closed.
    /// </summary>
    internal async Task<(List<string> Live, List<string> Replayed)> Ledgers(DateOnly last, string openSession)
    {
        var (facts, results) = (Path.Combine(_folder, "exported"), Path.Combine(_folder, "replayed"));
        await Server.Export(facts);
        await Command(RunningHall.Program("ServiceHall.Cli", "hall"), "replay", "--in", facts, "--out", results, "--from", "2026-11-01", "--to", $"{last:yyyy-MM-dd}");
        var live = await Read(db => db.Set<LedgerEntry>().InForce().AsNoTracking().Include(entry => entry.Staff).Include(entry => entry.Window).ToListAsync());
        return (
            [.. live.Select(entry => $"{entry.Day:yyyy-MM-dd},{entry.Staff?.Number ?? entry.Window!.Code},{entry.Code},{entry.Reference},{entry.Points:0.##}").Order(StringComparer.Ordinal)],
            [.. File.ReadAllLines(Path.Combine(results, "ledger.csv")).Skip(1).Select(line => line.Split(','))
                .Where(row => !row[4].StartsWith(openSession, StringComparison.Ordinal)).Select(row => $"{row[0]},{row[2]},{row[3]},{row[4]},{row[6]}").Order(StringComparer.Ordinal)]);
    }

    private static Geolocation At(float metresNorth)
    {
        const float metresInADegree = 111_195;
        return new() { Latitude = Latitude + (metresNorth / metresInADegree), Longitude = Longitude, Accuracy = 12 };
    }

    private T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    private async Task<T> Read<T>(Func<HallDb, Task<T>> query)
    {
        await using var db = await Get<IDbContextFactory<HallDb>>().CreateDbContextAsync();
        return await query(db);
    }

    // Nine people at three windows, for the week before the hall opens and after.
    private static async Task Invent(string facts)
    {
        await Command(RunningHall.Program("ServiceHall.Cli", "hall"), "demo", "--out", facts, "--staff", "9", "--windows", "3", "--from", "2026-11-16", "--to", "2026-11-25");
    }

    // A command as people give it; it must end well.
    private static async Task Command(string program, params string[] arguments)
    {
        using var command = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardError = true, UseShellExecute = false })!;
        var said = await command.StandardError.ReadToEndAsync();
        await command.WaitForExitAsync();
        Assert.True(command.ExitCode == 0, said);
    }
}
