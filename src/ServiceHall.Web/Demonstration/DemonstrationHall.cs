using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Messages;
using ServiceHall.Web.People;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.SetAside;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;
using ServiceHall.Web.Store.Keys;

namespace ServiceHall.Web.Demonstration;

/// <summary>A clock that is set to the moment of what happens next.</summary>
/// <param name="begins">The hall's own now: nothing is written at a moment that its clock has not reached.</param>
internal sealed class DemonstrationClock(DateTimeOffset begins) : TimeProvider
{
    private DateTimeOffset _now = begins;

    public override TimeZoneInfo LocalTimeZone => HallClock.Zone;

    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Sets the civil time.</summary>
    public void Set(DateTime civil) => _now = this.InstantOf(civil);
}

/// <summary>
/// The hall's own use cases once more, on a clock that can be set: what the invented people did in the past goes through
/// the same checks as what real ones do now, each at its moment.
/// </summary>
internal sealed class DemonstrationHall : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public DemonstrationHall(IServiceProvider hall)
    {
        var services = new ServiceCollection();
        services.AddLogging(log => log.AddConfiguration(hall.GetRequiredService<IConfiguration>().GetSection("Logging")).AddConsole().AddFilter("ServiceHall", LogLevel.Warning));
        services.AddSingleton(hall.GetRequiredService<IConfiguration>());
        // A day is marked after what happened on it: what is lost is lived again.
        services.AddHallDatabase(hall.GetRequiredService<HallConnections>().WithoutWaiting()).AddHallKeys(hall.GetRequiredService<KeyCertificates>());
        // Boards hear of these commits like of any other.
        services.AddSingleton(hall.GetRequiredService<Commits>());
        services.AddSingleton(new DemonstrationClock(hall.GetRequiredService<TimeProvider>().GetUtcNow()));
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<DemonstrationClock>());
        services.AddAccounts().AddPeople().AddMessages().AddSetAside().AddCalendar().AddLeave().AddAttendance().AddInspection().AddScoring().AddRetention();
        _services = services.BuildServiceProvider();
    }

    public DemonstrationClock Clock => Get<DemonstrationClock>();

    /// <summary>
    /// Whether nobody can have changed anything yet: the facts hold then, and a no means that the program is wrong. Afterwards
    /// the hall is its people's, and what it refuses does not happen.
    /// </summary>
    public bool IsUntouched { get; set; }

    /// <summary>Lets somebody do something.</summary>
    /// <exception cref="InvalidOperationException">It was refused, in a hall that nobody has touched.</exception>
    public async Task<Answer<T>> Try<T>(Task<Answer<T>> asked)
    {
        var answer = await asked;
        return answer.Refusal is { } refusal && IsUntouched ? throw Acceptable.Refused(refusal) : answer;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<HallDb> Open(CancellationToken cancel) => Get<IDbContextFactory<HallDb>>().CreateDbContextAsync(cancel);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>Invented facts are acceptable facts: a refusal means that the program is wrong.</summary>
internal static class Acceptable
{
    /// <exception cref="InvalidOperationException">The answer is a refusal.</exception>
    public static async Task<T> Accepted<T>(this Task<Answer<T>> asked)
    {
        var answer = await asked;
        return answer.Refusal is { } refusal ? throw Refused(refusal) : answer.Value;
    }

    public static InvalidOperationException Refused(Refusal refusal) => new($"The demonstration was refused: {refusal.Text}");
}
