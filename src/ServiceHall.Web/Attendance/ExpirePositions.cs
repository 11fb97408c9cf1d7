using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>Deletes raw positions once nobody can need them any more: they are sensitive. Distance and accuracy stay.</summary>
internal sealed class ExpirePositions(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>How long raw positions are kept: long enough to look into a complaint about a month's attendance.</summary>
    public const int DaysKept = 60;

    /// <returns>How many were deleted.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var first = clock.Today().AddDays(-DaysKept);
        return await db.Set<PunchPosition>().Where(position => position.Day < first).ExecuteDeleteAsync(cancel);
    }
}
