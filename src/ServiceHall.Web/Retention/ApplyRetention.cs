using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Retention;

/// <summary>Removes each night what the policy keeps no longer, in batches, each on record with what it removed.</summary>
internal sealed class ApplyRetention(
    IDbContextFactory<HallDb> factory, HallConnections connections, RetentionPlan plan, TimeProvider clock, ILogger<ApplyRetention> log)
{
    public const string Job = "retention";

    /// <summary>What the audit calls it.</summary>
    public const string Action = "retention.remove";

    /// <returns>How much was removed, of all kinds together.</returns>
    /// <exception cref="AggregateException">Kinds that could not be removed; the others were.</exception>
    public async Task<int> Run(CancellationToken cancel)
    {
        var (removed, faults) = (0, new List<Exception>());
        foreach (var kind in plan.Kinds)
        {
            try
            {
                removed += await Run(kind, cancel);
            }
            catch (Exception fault) when (fault is DbException or DbUpdateException or InvalidOperationException)
            {
                log.LogError(fault, "What the policy calls {Kind} could not be removed.", kind.Code);
                faults.Add(fault);
            }
        }

        return faults.Count == 0 ? removed : throw new AggregateException(faults[0].GetBaseException().Message, faults);
    }

    /// <summary>The same for one kind.</summary>
    public async Task<int> Run(IRetentionKind kind, CancellationToken cancel)
    {
        var removed = 0;
        while (await Batch(kind, cancel) is > 0 and var more)
            removed += more;
        return removed;
    }

    private async Task<int> Batch(IRetentionKind kind, CancellationToken cancel)
    {
        await using var db = await Open(kind, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await plan.Limit(db, kind, cancel) is not { } limit || await kind.Remove(db, limit, cancel) is not (> 0 and var count))
            return 0;
        var now = clock.GetUtcNow();
        var version = plan.Policy.On(clock.Today());
        db.Add(new RetentionRun { Kind = kind.Code, At = now, KeptFrom = limit.Day, Count = count, Version = version.From });
        var title = plan.Policy.Of(kind.Code, clock.Today()).Title;
        db.Add(Audit.Of(Actor.Hall, now, Action, $"retention {title}", AuditOutcome.Done, $"{limit.Day:yyyy-MM-dd} 之前的 {count} 条"));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return count;
    }

    // Tables that only grow are closed to the application's role: what leaves them leaves by the owner's hand.
    private async Task<HallDb> Open(IRetentionKind kind, CancellationToken cancel) => kind.AsOwner
        ? new HallDb(HallSchema.Options(new NpgsqlConnectionStringBuilder(connections.Owner) { Pooling = false }.ConnectionString))
        : await factory.CreateDbContextAsync(cancel);
}
