using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Integrity;

/// <summary>
/// Seals what was added to audit and ledger since the last seal, in the order of the ids. Inserts neither wait for it
/// nor know of it; rows of a transaction that is still running are waited for and never skipped.
/// </summary>
internal sealed class SealRows(IDbContextFactory<HallDb> factory, TimeProvider clock, ILogger<SealRows> log)
{
    public const string Job = "seal-rows";

    /// <summary>The most rows under one seal.</summary>
    public const int MostRows = 1000;

    /// <summary>Of two servers one seals; whoever removes rows waits for it.</summary>
    public const int Lock = 4250;

    // A minute later it is tried again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>How many rows were sealed.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var rows = 0;
        foreach (var chain in Enum.GetValues<SealChain>())
        {
            long? settled;
            await using (var db = await factory.CreateDbContextAsync(cancel))
                settled = await SettledRows.Highest(db, chain, Patience, cancel);
            if (settled is null)
            {
                log.LogWarning("The {Chain} is not sealed this time: a transaction that writes to it takes long.", chain);
                continue;
            }

            while (await Next(chain, settled.Value, cancel) is > 0 and var more)
                rows += more;
        }

        return rows;
    }

    private async Task<int> Next(SealChain chain, long settled, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock}, {(int)chain})", cancel);
        var before = await Last(db, chain, cancel);
        var rows = await SealedRows.Read(db, chain, before?.LastId ?? 0, settled, MostRows).ToListAsync(cancel);
        if (rows.Count == 0)
            return 0;
        db.Add(SealHash.Next(chain, before, rows, removedThrough: null, clock.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return rows.Count;
    }

    /// <summary>The last seal of a chain; null: there is none.</summary>
    public static Task<IntegritySeal?> Last(HallDb db, SealChain chain, CancellationToken cancel) => db.Set<IntegritySeal>()
        .AsNoTracking().Where(seal => seal.Chain == chain).OrderByDescending(seal => seal.Number).FirstOrDefaultAsync(cancel);
}
