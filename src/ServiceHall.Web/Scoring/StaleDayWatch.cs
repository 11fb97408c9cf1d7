using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>
/// Wakes the recomputing right after a commit that made days stale. The timetable wakes it each minute too, for what
/// another server wrote and then did not live to do.
/// </summary>
internal sealed class StaleDayWatch(Commits commits, RecomputeStale recompute, ILogger<StaleDayWatch> log) : BackgroundService
{
    private readonly SemaphoreSlim _stale = new(0, 1);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        commits.Watch(changed =>
        {
            if (changed.Contains(typeof(StaleDay)) && _stale.CurrentCount == 0)
                Wake();
        });
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _stale.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _stale.WaitAsync(stoppingToken);
            try
            {
                await recompute.Run(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "Recomputing broke off; the timetable tries again within a minute.");
            }
        }
    }

    private void Wake()
    {
        try
        {
            _stale.Release();
        }
        catch (SemaphoreFullException)
        {
            // Woken already, by a commit of the same moment.
        }
    }
}
