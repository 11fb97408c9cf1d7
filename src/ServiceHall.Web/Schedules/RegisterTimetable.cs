using Hangfire;
using Hangfire.Storage;

namespace ServiceHall.Web.Schedules;

/// <summary>
/// Makes the recurring jobs of this version's timetable at each start, removes those that left it, and wakes what is to be caught
/// up. They are made anew, from this moment on, also when the clock was set back or one of them is missing while the hall runs:
/// a job that was made on a clock that was ahead would wait for that time.
/// </summary>
internal sealed class RegisterTimetable(
    IRecurringJobManager recurring, JobStorage storage, HallZone zone, TimeProvider clock, ILogger<RegisterTimetable> log) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);
    private DateTimeOffset _latest = clock.GetUtcNow();
    private bool _isMade;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not before the hall is open: a lock that a killed server left is waited for, and keeps nobody from working.
        await Task.Yield();
        do
        {
            try
            {
                Look();
            }
            catch (Exception fault)
            {
                log.LogError(fault, "The timetable could not be made; the next try is in {Seconds} s.", BetweenLooks.TotalSeconds);
            }
        }
        while (await Waited(stoppingToken));
    }

    /// <summary>Makes the timetable where it is not as it should be; what fails is tried again by the next look.</summary>
    internal void Look()
    {
        var now = clock.GetUtcNow();
        if (now < _latest)
            log.LogWarning("The clock was set back from {Before:O} to {Now:O}; the timetable begins anew.", _latest, now);
        if (!_isMade || now < _latest || IsIncomplete())
            Register();
        _latest = now;
        if (_isMade)
            return;
        foreach (var line in Timetable.All.Where(line => line.OnStart))
            recurring.Trigger(line.Name);
        _isMade = true;
    }

    private async Task<bool> Waited(CancellationToken stop)
    {
        // The first look's failure is tried again soon: until then nothing wakes.
        await Task.Delay(_isMade ? BetweenLooks : TimeSpan.FromSeconds(2), stop);
        return true;
    }

    private bool IsIncomplete()
    {
        using var connection = storage.GetConnection();
        return !Timetable.All.Select(line => line.Name).ToHashSet().SetEquals(connection.GetRecurringJobs().Select(job => job.Id));
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
