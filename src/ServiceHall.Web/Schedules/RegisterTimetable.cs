using Hangfire;
using Hangfire.Storage;

namespace ServiceHall.Web.Schedules;

/// <summary>
/// Makes the recurring jobs of this version's timetable at each start, removes those that left it, and wakes what is to be caught
/// up. It looks again when the clock was set back or a job is missing while the hall runs. Jobs that are as they should be
/// stay as they are: what fell due while the hall was down is run by Hangfire, once however often it was missed. Anew, from
/// this moment on, is made what was made or last run on a clock that was ahead: it would wait for that time.
/// </summary>
internal sealed class RegisterTimetable(
    IRecurringJobManager recurring, JobStorage storage, HallZone zone, TimeProvider clock, ILogger<RegisterTimetable> log) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    // A clock that is kept right by the network goes back by a little now and then.
    private static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(1);

    // No line waits longer.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
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
        var wasSetBack = _latest - now > Tolerated;
        if (wasSetBack)
            log.LogWarning("The clock was set back from {Before:O} to {Now:O}; what was made ahead is made anew.", _latest, now);
        if (!_isMade || wasSetBack || IsIncomplete())
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
        Dictionary<string, RecurringJobDto> known;
        using (var connection = storage.GetConnection())
            known = connection.GetRecurringJobs().ToDictionary(job => job.Id, StringComparer.Ordinal);
        foreach (var id in known.Where(job => Timetable.Find(job.Key) is not { } line || !MayStay(job.Value, line)).Select(job => job.Key))
            recurring.RemoveIfExists(id);
        var options = new RecurringJobOptions { TimeZone = zone.Zone, MisfireHandling = MisfireHandlingMode.Relaxed };
        // Of one that stayed the next time stays too.
        foreach (var line in Timetable.All)
            recurring.AddOrUpdate(line.Name, TimetableJob.For(line), line.Cron, options);
    }

    // Hangfire's moments are those of the server's clock.
    private bool MayStay(RecurringJobDto job, TimetableLine line)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime + Tolerated;
        return !zone.IsShifted && job.Cron == line.Cron && job.TimeZoneId == HallZone.Id && job.LoadException is null && job.NextExecution is { } next
            && next <= now + LongestWait && !(job.LastExecution > now) && !(job.CreatedAt > now);
    }
}
