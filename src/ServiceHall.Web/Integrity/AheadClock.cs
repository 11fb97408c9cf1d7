using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Hosting.Clock;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Integrity;

/// <summary>
/// A time in which the hall's clock was ahead, as the administrator confirmed afterwards, on record in the audit. What was
/// sealed by that clock says nothing about when later rows came. The report names each, so that nobody makes one up unseen.
/// </summary>
/// <param name="Row">The audit's row of the confirmation.</param>
/// <param name="From">What the clock showed when it was right again.</param>
/// <param name="To">The furthest moment that was sealed before.</param>
internal sealed record AheadClock(long Row, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Whether a seal is of that time. Which seals of the ledger came before the confirmation, no number says.</summary>
    public bool Holds(IntegritySeal seal) =>
        seal.At > From && seal.At <= To && (seal.Chain == SealChain.Ledger || seal.LastId < Row);

    /// <summary>All that the audit still has.</summary>
    public static async Task<IReadOnlyList<AheadClock>> Read(HallDb db, CancellationToken cancel)
    {
        var confirmed = await db.Audit.AsNoTracking()
            .Where(record => record.Action == ConfirmClock.Action && record.Outcome == AuditOutcome.Done && record.ActorId != null)
            .OrderBy(record => record.Id).Select(record => new { record.Id, record.At }).ToListAsync(cancel);
        var ahead = new List<AheadClock>();
        foreach (var one in confirmed)
        {
            var to = await db.Set<IntegritySeal>().Where(seal => seal.Chain == SealChain.Audit && seal.LastId < one.Id && seal.At > one.At)
                .MaxAsync(seal => (DateTimeOffset?)seal.At, cancel);
            if (to is not null)
                ahead.Add(new AheadClock(one.Id, one.At, to.Value));
        }

        return ahead;
    }
}
