using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests;

/// <summary>
/// The built application as a process of its own, beside a PostgreSQL of its own with fsync on, at 08:25 of a workday,
/// with clerks that can sign in. Faults and speed are measured on it.
/// </summary>
internal sealed partial class RunningHall : IAsyncDisposable
{
    public const string Password = "Morning-8-30";
    private readonly string _folder = Directory.CreateTempSubdirectory("hall-run-").FullName;
    private ServiceProvider? _services;
    private readonly List<Process> _others = [];
    private Process? _application;

    private RunningHall(string clock) => Clock = clock;

    /// <summary>The civil time that the application's next start shows.</summary>
    public string Clock { get; set; }

    /// <summary>What the application's next start is told beside the usual, as environment variables.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    public LocalPostgres Postgres { get; private set; } = null!;

    public HallConnections Connections { get; private set; } = null!;

    /// <summary>The application's process.</summary>
    public int ProcessId => _application!.Id;

    /// <summary>Where the application listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The processor time that the application has used on all cores.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _application!.Refresh();
            return _application.TotalProcessorTime;
        }
    }

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    /// <summary>Starts database and application, and makes the clerks P0, P1 and so on, in two halls.</summary>
    /// <param name="before">What is done with the database before the application starts, such as <see
    /// cref="Settings"/>.</param>
    public static async Task<RunningHall> Start(int clerks, string clock = "2026-11-20T08:25",
        Action<RunningHall>? before = null)
    {
        var hall = new RunningHall(clock);
        try
        {
            hall.Postgres = await LocalPostgres.Start(hall._folder);
            await hall.Postgres.MakeDatabase("hall");
            hall.Connections = HallConnections.Local(hall.Postgres, "hall");
            await HallSchema.Prepare(hall.Connections);
            await hall.MakeClerks(clerks);
            before?.Invoke(hall);
            await hall.StartApplication();
            return hall;
        }
        catch
        {
            await hall.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the application, and waits until it answers.</summary>
    public async Task StartApplication()
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        _application = await Launch(Address);
    }

    /// <summary>Starts another server on the same database.</summary>
    public async Task StartAnother() => _others.Add(await Launch(new Uri($"http://127.0.0.1:{FreePort()}")));

    private async Task<Process> Launch(Uri address)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(HallClock).Assembly.Location, "--urls", address.ToString()])
        {
            WorkingDirectory = _folder, UseShellExecute = false, RedirectStandardOutput = true,
        };
        (string Name, string Value)[] settings =
        [
            ("ASPNETCORE_ENVIRONMENT", "Production"), ("ConnectionStrings__Hall", Connections.Application), ("ConnectionStrings__HallOwner", Connections.Owner),
            ("Hall__Keys__Certificate", TestKeys.File), ("Hall__Demonstration", "true"), ("Hall__Clock", Clock), ("Hall__Punch__AttemptsPerMinute", "1000000"), ("Logging__LogLevel__Default", "Error"),
        ];
        foreach (var (name, value) in settings.Concat(Settings.Select(setting => (setting.Key, setting.Value))))
            start.Environment[name] = value;
        var application = Process.Start(start)!;
        application.OutputDataReceived += (_, _) => { };
        application.BeginOutputReadLine();
        using var browser = new HttpClient { BaseAddress = address };
        for (var waited = Stopwatch.StartNew(); ;)
        {
            if (application.HasExited || waited.Elapsed > TimeSpan.FromMinutes(2))
                throw new InvalidOperationException("The application does not start.");
            try
            {
                if ((await browser.GetAsync("/health")).IsSuccessStatusCode)
                    return application;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>Ends the application at once, as kill -9 does.</summary>
    public async Task KillApplication()
    {
        if (_application is null)
            return;
        await Kill(_application);
        _application = null;
    }

    private static async Task Kill(Process application)
    {
        application.Kill();
        await application.WaitForExitAsync();
        application.Dispose();
    }

    /// <summary>Signs a clerk in over HTTP.</summary>
    /// <returns>The cookie, for the header of later requests.</returns>
    public Task<string> SignIn(int clerk, string page = "/m/sign-in") => SignIn($"P{clerk}", page);

    /// <summary>Signs somebody in.</summary>
    public async Task<string> SignIn(string number, string page, string password = Password)
    {
        var cookies = new CookieContainer();
        using var handler = new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = Address };
        var form = await browser.GetStringAsync(page);
        using var answer = await browser.PostAsync(page, new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = Token().Match(form).Groups[1].Value,
            ["Number"] = number,
            ["Password"] = password,
        }));
        return answer.StatusCode == HttpStatusCode.Redirect
            ? cookies.GetCookieHeader(Address)
            : throw new InvalidOperationException($"Nobody was signed in: {answer.StatusCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        await KillApplication();
        foreach (var other in _others)
            await Kill(other);
        if (_services is not null)
            await _services.DisposeAsync();
        if (Postgres is not null)
            await Postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task MakeClerks(int clerks)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddHallDatabase(Connections).AddHallKeys(TestKeys.Certificates).AddSingleton<TimeProvider>(new HallClock(TimeSpan.Zero)).AddAccounts();
        _services = services.BuildServiceProvider();
        await using var db = Get<Microsoft.EntityFrameworkCore.IDbContextFactory<HallDb>>().CreateDbContext();
        var windows = Enumerable.Range(0, 2).Select(number => new Window
        {
            Code = $"W{number}", Name = $"窗口{number}", Unit = new Unit { Name = $"单位{number}" },
            Site = new Site { Code = $"H{number}", Name = $"大厅{number}", Latitude = 45.62, Longitude = 122.84, RadiusMetres = 150 },
        }).ToArray();
        db.AddRange(Enumerable.Range(0, clerks).Select(number => new Posting
        {
            Staff = new StaffMember { Number = $"P{number}", Name = $"测试{number}" }, Window = windows[number % 2], From = new(2026, 1, 1),
        }));
        await db.SaveChangesAsync();
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO position_consent (staff_id, version, is_given, at, device, address)
            SELECT id, {RetentionFile.Load(null).Consent.Version}, true, now(), '', '' FROM staff_member
            """);
        foreach (var code in (await Get<IssueCodes>().Run(Actor.Hall, [.. db.Staff.Select(staff => staff.Id)], default)).Value)
            _ = (await Get<SetPassword>().Run(new(code.Number, code.Code, Password, ""), default)).Value;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
