using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Schedules;

/// <summary>What came of waking a line.</summary>
internal enum LineResult
{
    Done,

    /// <summary>Another run of the line is under way.</summary>
    Busy,
    Paused,

    /// <summary>The last run ended in a fault, and its retry is due later.</summary>
    WaitsForRetry,
}

/// <summary>
/// Runs a line of the timetable now: alone, unless it is paused, and with a note of what came of it. The administrator is told
/// when it has failed several times in a row, and when it works again.
/// </summary>
internal sealed class RunLine(
    IServiceProvider services, IDbContextFactory<HallDb> factory, NpgsqlDataSource database, TimeProvider clock, NoteRun note, HallMeter meter)
{
    /// <param name="asked">The row of whoever asked for the run; null: the timetable wakes it.</param>
    /// <param name="isRetry">Whether this is the run that a fault was to be followed by.</param>
    /// <exception cref="Exception">The line's fault; it is noted already.</exception>
    public async Task<LineResult> Run(TimetableLine line, long? asked, bool isRetry, CancellationToken stop)
    {
        await using var alone = await SessionLock.Take(database, SessionLock.Lines, line.Name, stop);
        var reason = alone is null ? LineResult.Busy : await WhyNot(line, asked is not null || isRetry, stop);
        if (reason is { } not)
        {
            if (asked is { } skipped)
                await note.Skipped(skipped, stop);
            return not;
        }

        var started = clock.GetUtcNow();
        var watch = Stopwatch.StartNew();
        using var activity = HallTracing.StartJob(line.Name);
        Once.NoteIn(activity);
        try
        {
            var changed = await line.Calls(services, stop);
            End("done");
            await note.Done(line, new(started, watch.Elapsed, asked), changed, PeriodsOf(activity), stop);
            return LineResult.Done;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The server stops: the run is given back, and nothing of it is a fault.
            throw;
        }
        catch (Exception fault)
        {
            End("failed");
            await note.Failed(line, new(started, watch.Elapsed, asked), fault, stop);
            throw;
        }

        void End(string result)
        {
            meter.JobRan(line.Name, result, watch.Elapsed);
            activity.EndJob(result, failed: result != "done");
        }
    }

    private async Task<LineResult?> WhyNot(TimetableLine line, bool isWanted, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var state = await db.Set<TimetableState>().AsNoTracking().SingleOrDefaultAsync(state => state.Line == line.Name, cancel);
        if (state?.PausedAt is not null)
            return LineResult.Paused;
        // A clock that was set back since does not make the retry wait for days.
        var longest = clock.GetUtcNow() + NoteRun.LongestPause;
        return !isWanted && state?.RetryAt > clock.GetUtcNow() && state.RetryAt <= longest ? LineResult.WaitsForRetry : null;
    }

    private static string PeriodsOf(Activity activity) => string.Join(' ', Once.TakenIn(activity));
}
