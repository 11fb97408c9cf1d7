using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Hosting.Clock;

/// <summary>Looks at the clock before the hall opens and each minute, and tells section and administrator once when it is behind, and once when it is right again.</summary>
internal sealed class ClockRounds(IDbContextFactory<HallDb> factory, TimeProvider clock, ClockWatch watch, ILogger<ClockRounds> log) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Look(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Looks once.</summary>
    internal async Task Look(CancellationToken cancel)
    {
        await watch.Look(cancel);
        var holds = watch.Holds;
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var now = clock.GetUtcNow();
        // Of several servers one tells.
        var begins = holds && await db.Set<ClockMark>().Where(mark => mark.ToldAt == null)
            .ExecuteUpdateAsync(mark => mark.SetProperty(row => row.ToldAt, (DateTimeOffset?)now), cancel) > 0;
        var ends = !watch.IsBehind && await db.Set<ClockMark>().Where(mark => mark.ToldAt != null)
            .ExecuteUpdateAsync(mark => mark.SetProperty(row => row.ToldAt, (DateTimeOffset?)null), cancel) > 0;
        if (holds)
            log.LogCritical("The server's clock shows {Now:O}; there are records of {Latest:O}. Presses are held.", now, watch.Latest);
        if (begins)
            await Tell(db, watch.Ribbon!, now, cancel);
        if (ends)
            await Tell(db, "服务器时钟已恢复正常，打卡照常判定。期间收下的打卡请科室在“待核实打卡”中处理。", now, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var rounds = new PeriodicTimer(BetweenLooks);
        while (await rounds.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "The clock could not be compared with the record; the next look is in {Seconds} s.", BetweenLooks.TotalSeconds);
            }
        }
    }

    private async Task Tell(HallDb db, string sentence, DateTimeOffset now, CancellationToken cancel)
    {
        HallRole[] roles = [HallRole.Section, HallRole.SectionHead, HallRole.SystemAdministrator];
        var today = clock.Today();
        var people = await db.RoleGrants.Where(grant => roles.Contains(grant.Role)
                && db.Staff.Any(staff => staff.Id == grant.StaffId && (staff.LeftOn == null || staff.LeftOn >= today)))
            .Select(grant => grant.StaffId).Distinct().ToListAsync(cancel);
        Message.Tell(db, now, people, MessageKind.System, sentence, "/desk/held-punches");
    }
}

/// <summary>Whether the clock can be believed.</summary>
internal sealed class ClockIsRight(ClockWatch watch) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(watch.Holds ? HealthCheckResult.Unhealthy($"The clock is behind records of {watch.Latest:O}.") : HealthCheckResult.Healthy());
}
