using Hangfire;
using Hangfire.Storage;

namespace ServiceHall.Web.Schedules;

/// <summary>
/// Makes the recurring jobs of this version's timetable at each start, removes those that left it, and wakes what is to be caught
/// up. They are made anew, from this moment on: a clock that was ahead before would make them wait for its time, also while the
/// hall runs.
/// </summary>
internal sealed class RegisterTimetable(
    IRecurringJobManager recurring, JobStorage storage, HallZone zone, TimeProvider clock, ILogger<RegisterTimetable> log) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        Register();
        foreach (var line in Timetable.All.Where(line => line.OnStart))
            recurring.Trigger(line.Name);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var latest = clock.GetUtcNow();
        using var looks = new PeriodicTimer(BetweenLooks);
        while (await looks.WaitForNextTickAsync(stoppingToken))
        {
            var now = clock.GetUtcNow();
            if (now < latest)
            {
                log.LogWarning("The clock was set back from {Before:O} to {Now:O}; the timetable begins anew.", latest, now);
                Again();
            }

            latest = now;
        }
    }

    private void Again()
    {
        try
        {
            Register();
        }
        catch (Exception fault)
        {
            log.LogError(fault, "The timetable could not be made anew; restart the server if lines do not run.");
        }
    }

    private void Register()
    {
        using (var connection = storage.GetConnection())
        {
            foreach (var known in connection.GetRecurringJobs())
                recurring.RemoveIfExists(known.Id);
        }

        var options = new RecurringJobOptions { TimeZone = zone.Zone, MisfireHandling = MisfireHandlingMode.Relaxed };
        foreach (var line in Timetable.All)
            recurring.AddOrUpdate(line.Name, TimetableJob.For(line), line.Cron, options);
    }
}
