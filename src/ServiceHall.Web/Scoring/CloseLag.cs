using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>
/// For how long the oldest session that is over waits for its close. Closes come in order, so the oldest one tells
/// whether anything is behind. Before the hall's first accepted punch nothing waits.
/// </summary>
internal sealed class CloseLag(TimeProvider clock, HallGate gates)
    : HallGauge("servicehall.close.lag", "s",
        "How long the oldest session that is over waits for its close; 0: none does.")
{
    public override async Task<double> Read(HallDb db, CancellationToken cancel) =>
        (await Of(db, cancel)).TotalSeconds;

    /// <summary>Counted from the last minute in which a punch of the session was accepted; zero: none waits.</summary>
    public async Task<TimeSpan> Of(HallDb db, CancellationToken cancel)
    {
        var timetable = (await gates.Current(db, cancel)).Days.Timetable;
        var now = LocalMinute.Of(clock.GetLocalNow().DateTime);
        var oldest = (await CloseSessions.Open(db, timetable, now.Day, cancel)).FirstOrDefault();
        if (oldest is null)
            return TimeSpan.Zero;
        var closes = PunchSlot.Of(oldest, PunchAction.Out, timetable.Rulebook.On(oldest.Day).Attendance).Closes;
        return now > closes ? TimeSpan.FromMinutes(now - closes) : TimeSpan.Zero;
    }
}

/// <summary>
/// Whether the closes keep up: unhealthy where a session has been over for more than a day and is not closed.
/// </summary>
internal sealed class ClosesKeepUp(IDbContextFactory<HallDb> factory, CloseLag lag) : IHealthCheck
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context,
        CancellationToken cancellationToken = default)
    {
        try
        {
            await using var db = await factory.CreateDbContextAsync(cancellationToken);
            return await lag.Of(db, cancellationToken) is var waits && waits <= Longest
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"A session waits for its close for {waits.TotalHours:0} h.");
        }
        catch (NpgsqlException away)
        {
            return HealthCheckResult.Unhealthy(away.Message);
        }
    }
}
