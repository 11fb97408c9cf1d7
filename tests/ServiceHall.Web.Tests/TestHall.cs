using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Accounts.SecondFactor;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Consent;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Export;
using ServiceHall.Web.Import;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Integrity;
using ServiceHall.Web.Leave;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.Messages;
using ServiceHall.Web.OwnData;
using ServiceHall.Web.People;
using ServiceHall.Web.Ranking;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Schedules;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.SetAside;
using ServiceHall.Web.Store;
using ServiceHall.Web.Tests.LongWork;
using Posting = ServiceHall.Web.People.Posting;
using Window = ServiceHall.Web.People.Window;

namespace ServiceHall.Web.Tests;

/// <summary>A hall for one test class: its own database, a clock that stands until told, and people to act.</summary>
public class TestHall : IAsyncLifetime
{
    /// <summary>The password of <see cref="CanSignIn"/>.</summary>
    internal const string Password = "Morning-8-30";

    private ServiceProvider? _services;

    public TestHall() => Clock.SetLocalTimeZone(Web.Shell.HallClock.Zone);

    internal HallConnections Connections { get; private set; } = null!;

    /// <summary>The hall's clock: Thursday 19 November 2026, 08:00 in the hall.</summary>
    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 19, 0, 0, 0, TimeSpan.Zero));

    /// <summary>What was handed to the scheduler.</summary>
    internal RecordedJobs Handed { get; } = new();

    internal IServiceProvider Services => _services ?? throw new InvalidOperationException("The hall is not open yet.");

    internal IDbContextFactory<HallDb> Factory => Get<IDbContextFactory<HallDb>>();

    /// <summary>The types that the application's chapters register.</summary>
    internal IReadOnlyList<Type> Registered { get; private set; } = [];

    internal T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        Connections = await Database();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddHallDatabase(Connections).AddHallKeys(TestKeys.Certificates);
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<Web.Shell.ShowStart>();
        services.AddAccounts().AddPeople().AddMessages().AddSetAside().AddCalendar().AddLeave().AddAttendance().AddInspection().AddScoring().AddRanking()
            .AddTimetable().AddExport().AddLongWork().AddImports().AddIntegrity().AddRetention().AddOwnData();
        // Halls of tests sign in by password alone, but for those that are about the second factor.
        services.Configure<SecondFactorOptions>(options => options.Roles = FactorRoles);
        services.AddSingleton<IBackgroundJobClient>(Handed).AddSingleton<JobStorage>(new RecordedJobs.Storage());
        Add(services);
        Registered = [.. services.Select(service => service.ServiceType)];
        _services = services.BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
    }

    /// <summary>The roles that need a second factor.</summary>
    private protected virtual string FactorRoles => SecondFactorOptions.None;

    /// <summary>What a hall has beside the application's own.</summary>
    private protected virtual void Add(IServiceCollection services)
    {
    }

    /// <summary>The database that the hall opens on: a fresh one with every table.</summary>
    private protected virtual Task<HallConnections> Database() => TestPostgres.NewDatabase();

    /// <summary>A person of the hall with granted roles, who has agreed to the use of positions.</summary>
    internal async Task<Actor> Person(string number, params HallRole[] roles)
    {
        var person = await Stranger(number, roles);
        await using var db = await Factory.CreateDbContextAsync();
        db.Add(new PositionConsent
        {
            StaffId = person.StaffId, Version = Get<RetentionPolicy>().Consent.Version, IsGiven = true, At = Clock.GetUtcNow(), Device = "", Address = "",
        });
        await db.SaveChangesAsync();
        return person;
    }

    /// <summary>The same with a password, so that they can sign in and sign for others.</summary>
    internal async Task<Actor> CanSignIn(string number, params HallRole[] roles)
    {
        var person = await Person(number, roles);
        var code = (await Get<IssueCodes>().Run(Actor.Hall, [person.StaffId], default)).Value[0].Code;
        _ = (await Get<SetPassword>().Run(new(number, code, Password, ""), default)).Value;
        return person;
    }

    /// <summary>Lets one kind of the policy of retention expire.</summary>
    internal Task<int> Expire(string code) =>
        Get<ApplyRetention>().Run(Get<RetentionPlan>().Kinds.Single(kind => kind.Code == code), default);

    /// <summary>A person who has not been asked anything yet.</summary>
    internal async Task<Actor> Stranger(string number, params HallRole[] roles)
    {
        await using var db = await Factory.CreateDbContextAsync();
        var staff = new StaffMember { Number = number, Name = "测试" + number };
        db.Add(staff);
        await db.SaveChangesAsync();
        db.AddRange(roles.Select(role => new RoleGrant { StaffId = staff.Id, Role = role }));
        await db.SaveChangesAsync();
        return new Actor(staff.Id, "192.0.2.1");
    }

    /// <summary>A window with a unit of its own.</summary>
    internal async Task<Window> Window(string code)
    {
        await using var db = await Factory.CreateDbContextAsync();
        var window = new Window { Code = code, Name = "窗口" + code, Unit = new Unit { Name = "单位" + code } };
        db.Add(window);
        await db.SaveChangesAsync();
        return window;
    }

    /// <summary>A person posted at a window, since the beginning of 2026 where nothing else is said.</summary>
    internal async Task<Actor> Posted(string number, Window window, PostRole role = PostRole.Staff, DateOnly? from = null, DateOnly? to = null)
    {
        var actor = await Person(number);
        await using var db = await Factory.CreateDbContextAsync();
        db.Add(new Posting { StaffId = actor.StaffId, WindowId = window.Id, Role = role, From = from ?? new(2026, 1, 1), To = to });
        await db.SaveChangesAsync();
        return actor;
    }

    /// <summary>What somebody tries who writes past the program.</summary>
    internal async Task Sql(FormattableString statement)
    {
        await using var db = await Factory.CreateDbContextAsync();
        await db.Database.ExecuteSqlAsync(statement);
    }

    /// <summary>What the audit holds, oldest first.</summary>
    internal async Task<List<AuditRecord>> AuditRecords()
    {
        await using var db = await Factory.CreateDbContextAsync();
        return await db.Audit.AsNoTracking().OrderBy(record => record.Id).ToListAsync();
    }
}
