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
    public string Code => "audit";

    public int LeastDays => RetentionLimit.HalfYear;

    public bool AsOwner => true;

    public async Task<int> Count(HallDb db, RetentionLimit limit, CancellationToken cancel) =>
        await Last(db, limit, int.MaxValue, cancel) is { } last ? await db.Audit.CountAsync(record => record.Id <= last.LastId, cancel) : 0;

    public async Task<int> Remove(HallDb db, RetentionLimit limit, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({SealRows.Lock}, {(int)SealChain.Audit})", cancel);
        if (await Last(db, limit, RetentionLimit.Batch / SealRows.MostRows, cancel) is not { } last)
            return 0;
        var removed = await db.Audit.Where(record => record.Id <= last.LastId).ExecuteDeleteAsync(cancel);
        db.Add(SealHash.Next(SealChain.Audit, await SealRows.Last(db, SealChain.Audit, cancel), [], last.Number, clock.GetUtcNow()));
        return removed;
    }

    // The last of the seals whose rows may go. Their own moment is no earlier than that of their rows.
    private static async Task<IntegritySeal?> Last(HallDb db, RetentionLimit limit, int most, CancellationToken cancel)
    {
        var seals = db.Set<IntegritySeal>().AsNoTracking().Where(seal => seal.Chain == SealChain.Audit);
        var removed = await seals.MaxAsync(seal => seal.RemovedThrough, cancel) ?? 0;
        var old = await seals.Where(seal => seal.Number > removed && seal.Kind == SealKind.Rows && seal.At < limit.Instant)
            .OrderBy(seal => seal.Number).Take(most).MaxAsync(seal => (int?)seal.Number, cancel);
        return old is null ? null : await seals.SingleAsync(seal => seal.Number == old, cancel);
    }
}
