using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>Deletes sign-ins that are long over, with their addresses and browsers; that somebody signed in stands in the audit.</summary>
internal sealed class ExpireSignIns(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>As long as an audit is kept at least: six months.</summary>
    public const int DaysKept = 183;

    /// <returns>How many were deleted.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var first = clock.GetUtcNow().AddDays(-DaysKept);
        return await db.SignIns.Where(signIn => signIn.At < first && signIn.LastSeenAt < first).ExecuteDeleteAsync(cancel);
    }
}
