using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.LongWork;

/// <summary>What came of calling a work.</summary>
internal enum WorkCall
{
    /// <summary>It was run to its end, whatever that is.</summary>
    Ended,

    /// <summary>Another server is at it, or another job of this one.</summary>
    Busy,

    /// <summary>It has ended before.</summary>
    Over,
}

/// <summary>Does a work, or what is left of it: alone, seen from the page, until its end or until it is stopped.</summary>
internal sealed class RunWork(
    IDbContextFactory<HallDb> factory, NpgsqlDataSource database, TimeProvider clock, WorkKinds kinds, ILogger<RunWork> log)
{
    /// <summary>How often it is written how far a work is, and looked whether it is to stop.</summary>
    public static TimeSpan Beat { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A work that was taken so often is no longer tried: it may be what kills the servers.</summary>
    public const int MostRuns = 5;

    /// <exception cref="Exception">The database was interrupted, or the server stops; the work waits to be called again.</exception>
    public async Task<WorkCall> Run(int id, CancellationToken serverStops)
    {
        await using var alone = await SessionLock.Take(database, SessionLock.Works, $"{id}", serverStops);
        if (alone is null)
            return WorkCall.Busy;
        if (await Take(id, serverStops) is not { } work)
            return WorkCall.Over;
        var kind = kinds.Find(work.Kind);
        if (work.StopAskedAt is not null)
        {
            await End(db => EndedWork.Stop(db, clock, work, kind, serverStops), serverStops);
            return WorkCall.Ended;
        }

        if (kind is null || work.Runs > MostRuns)
        {
            var why = kind is null ? "程序的这个版本没有这种后台任务" : $"已中断 {MostRuns} 次，不再继续";
            await End(db => EndedWork.Fail(db, clock, work, kind, why, serverStops), serverStops);
            return WorkCall.Ended;
        }

        await Do(kind, work, serverStops);
        return WorkCall.Ended;
    }

    private async Task Do(ILongWork kind, LongWork work, CancellationToken serverStops)
    {
        var context = new WorkContext(factory, clock, kind, work);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(serverStops);
        using var over = new CancellationTokenSource();
        var watching = Watch(context, stop, over.Token);
        try
        {
            await Do(kind, context, work, stop.Token);
        }
        catch (Exception) when (serverStops.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception fault) when (IsBrokenOff(fault) || !IsInterruption(fault))
        {
            // A kind that wrote its end with what it did is broken off as well: the watch finds it over.
            if (IsBrokenOff(fault) && (await IsOver(work.Id, serverStops)
                || await End(db => EndedWork.Stop(db, clock, work, kind, serverStops), serverStops) > 0))
            {
                return;
            }

            // What another server does meanwhile is not ended here: nothing is written then.
            log.LogError(fault, "Work {Id} ({Kind}) failed.", work.Id, work.Kind);
            await End(db => EndedWork.Fail(db, clock, work, kind, fault.GetBaseException().Message, serverStops), serverStops);
        }
        finally
        {
            await over.CancelAsync();
            await watching;
        }
    }

    private async Task Do(ILongWork kind, WorkContext context, LongWork work, CancellationToken stop)
    {
        var end = await kind.Run(context, JsonDocument.Parse(work.Parameters).RootElement, stop);
        // A kind may have written its end with what it did; where that was rolled back, what it says now is the end.
        if (await IsOver(work.Id, stop))
            return;
        await using var db = await factory.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await context.End(db, end, stop);
        await transaction.CommitAsync(stop);
    }

    private async Task<bool> IsOver(int id, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.Set<LongWork>().AnyAsync(work => work.Id == id && work.EndedAt != null, cancel);
    }

    // Null: it has ended.
    private async Task<LongWork?> Take(int id, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        var taken = await db.Set<LongWork>().Where(work => work.Id == id && work.EndedAt == null).ExecuteUpdateAsync(work => work
            .SetProperty(of => of.State, WorkState.Running).SetProperty(of => of.Runs, of => of.Runs + 1)
            .SetProperty(of => of.BegunAt, of => of.BegunAt ?? now), cancel);
        return taken == 0 ? null : await db.Set<LongWork>().AsNoTracking().SingleAsync(work => work.Id == id, cancel);
    }

    private async Task<int> End(Func<HallDb, Task<int>> write, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var written = await write(db);
        await transaction.CommitAsync(cancel);
        return written;
    }

    private async Task Watch(WorkContext context, CancellationTokenSource stop, CancellationToken over)
    {
        using var beats = new PeriodicTimer(Beat);
        while (!over.IsCancellationRequested)
        {
            try
            {
                await beats.WaitForNextTickAsync(over);
                if (await context.Beat(over))
                    continue;
                await stop.CancelAsync();
                return;
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // The work meets the same fault if it lasts.
                log.LogWarning("Work {Id} cannot say how far it is: {Reason}", context.Id, fault.GetBaseException().Message);
            }
        }
    }

    private static bool IsBrokenOff(Exception fault) =>
        fault is OperationCanceledException || fault.GetBaseException() is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled };

    // Two transactions that waited for one another are no fault of the work either.
    private static bool IsInterruption(Exception fault) => ServiceInterrupted.IsInterruption(fault)
        || fault.GetBaseException() is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };
}
