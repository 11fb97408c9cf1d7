using ServiceHall.Web.Calendar;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Schedules;

/// <summary>
/// Wakes the recomputing right after a commit that made days stale. The timetable wakes it each minute too, for what
/// another server wrote and then did not live to do.
/// </summary>
internal sealed class StaleDayWatch(Commits commits, RunLine run, ILogger<StaleDayWatch> log) : BackgroundService
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);
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
                // Paused, it waits. A run that is under way may have looked before the commit.
                while (await run.Run(Timetable.Find(RecomputeStale.Job)!, null, isRetry: false, stoppingToken) == LineResult.Busy)
                    await Task.Delay(BetweenTries, stoppingToken);
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
