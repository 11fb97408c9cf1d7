using System.Data;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Integrity;

/// <summary>Compares audit and ledger with their seals, at one moment of a database that is in use. It writes nothing.</summary>
internal static class CheckIntegrity
{
    /// <summary>As long as an audit is kept at least: six months. Rows that were removed sooner were tampered with.</summary>
    public static readonly TimeSpan LeastKept = TimeSpan.FromDays(180);

    // The demonstration's mark of a day that was lived.
    private const string DemonstrationDay = "demonstration-day";

    /// <param name="known">Hashes that were noted outside of the database: each has to be that of a seal.</param>
    public static async Task<IntegrityReport> Run(HallDb db, IReadOnlyCollection<string> known, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var rules = new IntegrityRules(LeastKept, await db.Set<Period>().AnyAsync(period => period.Job == DemonstrationDay, cancel));
        var (chains, faults) = (new List<ChainReport>(), new List<IntegrityFault>());
        foreach (var chain in Enum.GetValues<SealChain>())
            chains.Add(await new CompareChain(db, chain, rules, faults).Run(cancel));
        var there = await db.Set<IntegritySeal>().Where(seal => known.Contains(seal.Hash)).Select(seal => seal.Hash).ToListAsync(cancel);
        foreach (var gone in known.Except(there))
            faults.Add(new IntegrityFault(SealChain.Audit, null, null, $"抄录的校验值 {gone} 不在链上：链在抄录之后被整个改写或截断过"));
        return new IntegrityReport(chains, faults);
    }
}
