using Microsoft.EntityFrameworkCore;

namespace ServiceHall.Web.Store;

/// <summary>Locks on many things at once, held to the end of the transaction.</summary>
internal static class BucketLocks
{
    /// <param name="family">Which locks they are: no two kinds share a number.</param>
    /// <param name="buckets">How many there are at most: each lock takes a place in a table of fixed size.</param>
    /// <param name="ids">Of what. Two that fall into one bucket wait for each other without need, and no more.</param>
    public static async Task Hold(HallDb db, int family, int buckets, IEnumerable<int> ids, CancellationToken cancel)
    {
        // In order, so that nobody waits in a circle.
        int[] wanted = [.. ids.Select(id => id % buckets).Distinct().Order()];
        await db.Database.ExecuteSqlAsync($"SELECT count(pg_advisory_xact_lock({family}, bucket)) FROM (SELECT unnest({wanted}) AS bucket ORDER BY 1) AS ordered", cancel);
    }
}
