using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Integrity;

/// <summary>
/// Deletes the audit's oldest rows, whole seals of them, and puts a seal upon that: the seals of what is gone stay as an
/// anchor, so that the chain holds and says itself what was removed and when.
/// </summary>
internal sealed class ExpireAudit(TimeProvider clock) : IRetentionKind
{
    /// <summary>What the policy calls it.</summary>
    public const string KindCode = "audit";

    public string Code => KindCode;

    public int LeastDays => RetentionLimit.HalfYear;

    public bool AsOwner => true;

    public async Task<int> Count(HallDb db, RetentionLimit limit, CancellationToken cancel)
    {
        var last = await (await Old(db, limit, cancel)).MaxAsync(seal => (long?)seal.LastId, cancel);
        return last is null ? 0 : await db.Audit.CountAsync(record => record.Id <= last, cancel);
    }

    public async Task<int> Remove(HallDb db, RetentionLimit limit, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({SealRows.Lock}, {(int)SealChain.Audit})", cancel);
        // Each seal has a row at least, so these are enough for a batch.
        var old = await (await Old(db, limit, cancel)).OrderBy(seal => seal.Number).Take(RetentionLimit.Batch)
            .Select(seal => new { seal.Number, seal.LastId, Rows = seal.Ids.Length }).ToListAsync(cancel);
        var (rows, taken) = (0, 0);
        while (taken < old.Count && (taken == 0 || rows + old[taken].Rows <= RetentionLimit.Batch))
            rows += old[taken++].Rows;
        if (taken == 0)
            return 0;
        var last = old[taken - 1];
        var removed = await db.Audit.Where(record => record.Id <= last.LastId).ExecuteDeleteAsync(cancel);
        db.Add(SealHash.Next(SealChain.Audit, await SealRows.Last(db, SealChain.Audit, cancel), [], last.Number, clock.GetUtcNow()));
        return removed;
    }

    // The seals from the last removal up to the first young one. Their own moment is no earlier than that of their rows.
    private static async Task<IQueryable<IntegritySeal>> Old(HallDb db, RetentionLimit limit, CancellationToken cancel)
    {
        var seals = db.Set<IntegritySeal>().AsNoTracking().Where(seal => seal.Chain == SealChain.Audit);
        var removed = await seals.Where(seal => seal.Kind == SealKind.Removal).OrderByDescending(seal => seal.Number)
            .Select(seal => seal.RemovedThrough).FirstOrDefaultAsync(cancel) ?? 0;
        var rest = seals.Where(seal => seal.Number > removed && seal.Kind == SealKind.Rows);
        var young = await rest.Where(seal => seal.At >= limit.Instant).OrderBy(seal => seal.Number)
            .Select(seal => (int?)seal.Number).FirstOrDefaultAsync(cancel) ?? int.MaxValue;
        return rest.Where(seal => seal.Number < young);
    }
}
