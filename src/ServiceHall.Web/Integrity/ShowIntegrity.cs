using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Integrity;

/// <summary>The last hashes, and what the last comparisons said, for the audit administrator.</summary>
internal sealed class ShowIntegrity(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    private const int MostChecks = 14;

    /// <summary>A comparison as the audit has it.</summary>
    internal sealed record Check(DateTimeOffset At, bool IsIntact, string Sentence);

    internal sealed record Found(IReadOnlyList<IntegritySeal> Last, IReadOnlyList<Check> Checks);

    public async Task<Answer<Found>> Run(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "integrity.show", Right.ReadAudit, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var last = new List<IntegritySeal>();
        foreach (var chain in Enum.GetValues<SealChain>())
        {
            if (await SealRows.Last(act.Db, chain, cancel) is { } seal)
                last.Add(seal);
        }

        var checks = await act.Db.Audit.AsNoTracking().Where(record => record.Action == VerifyIntegrity.Action && record.Outcome != AuditOutcome.NotAllowed)
            .OrderByDescending(record => record.Id).Take(MostChecks)
            .Select(record => new Check(record.At, record.Outcome == AuditOutcome.Done, record.Detail)).ToListAsync(cancel);
        return new Found(last, checks);
    }
}
