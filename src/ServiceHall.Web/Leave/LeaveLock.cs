using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>
/// Decides one thing at a time about whether somebody is away or covers: no constraint keeps one's own leave and one's covers
/// apart (请假 (二)), so of two that come in the same second the later one has to see what the earlier one wrote.
/// </summary>
internal static class LeaveLock
{
    private const int People = 4242;
    private const int Buckets = 64;

    /// <summary>Held to the end of the transaction. It is taken before a request is locked, never after.</summary>
    public static async Task Hold(HallDb db, IEnumerable<int> staffIds, CancellationToken cancel)
    {
        // Buckets, because each lock takes a place in a table of fixed size; in order, so that nobody waits in a circle.
        int[] buckets = [.. staffIds.Select(id => id % Buckets).Distinct().Order()];
        await db.Database.ExecuteSqlAsync($"SELECT count(pg_advisory_xact_lock({People}, bucket)) FROM (SELECT unnest({buckets}) AS bucket ORDER BY 1) AS ordered", cancel);
    }
}
