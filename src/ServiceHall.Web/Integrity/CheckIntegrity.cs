using System.Data;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Integrity;

/// <summary>Compares audit and ledger with their seals, at one moment of a database that is in use. It writes nothing.</summary>
internal static class CheckIntegrity
{
    /// <param name="known">Hashes that were noted outside of the database: each has to be that of a seal.</param>
    public static async Task<IntegrityReport> Run(
        HallDb db, IntegrityRules rules, IReadOnlyCollection<string> known, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var ahead = await AheadClock.Read(db, cancel);
        var removedUntil = await RemovedUntil(db, cancel);
        var (chains, faults) = (new List<ChainReport>(), new List<IntegrityFault>());
        foreach (var chain in Enum.GetValues<SealChain>())
            chains.Add(await new CompareChain(db, chain, rules, ahead, removedUntil, faults).Run(cancel));
        // The whole of them fits into one question: they are as many as nights.
        var there = await db.Set<IntegritySeal>().Where(seal => known.Contains(seal.Hash)).Select(seal => seal.Hash).ToListAsync(cancel);
        foreach (var gone in known.Except(there))
            faults.Add(new IntegrityFault(SealChain.Audit, null, null, $"抄录或告知过的校验值 {gone} 不在链上：如果没有抄错，链在此之后被整个改写或截断过") { Noted = gone });
        return new IntegrityReport(chains, faults, ahead);
    }

    // How far the audit is gone, and with it what was confirmed of the clock: no times from before are compared.
    private static async Task<DateTimeOffset?> RemovedUntil(HallDb db, CancellationToken cancel)
    {
        var seals = db.Set<IntegritySeal>().Where(seal => seal.Chain == SealChain.Audit);
        var through = await seals.MaxAsync(seal => seal.RemovedThrough, cancel);
        return through is null ? null : await seals.Where(seal => seal.Number <= through).MaxAsync(seal => (DateTimeOffset?)seal.At, cancel);
    }
}
