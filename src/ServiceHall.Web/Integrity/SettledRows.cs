using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Integrity;

/// <summary>Up to which id nothing can appear any more: every row below is committed, or never will be.</summary>
internal static class SettledRows
{
    /// <summary>Waits for whoever is writing at this moment; nobody waits for it.</summary>
    /// <returns>The highest settled id; null: somebody took longer than that to write.</returns>
    public static async Task<long?> Highest(HallDb db, SealChain chain, TimeSpan patience, CancellationToken cancel)
    {
        var highest = await SealedRows.Highest(db, chain, cancel);
        // Whoever has taken a lower id and has not committed holds the table's lock, which an INSERT takes before its id.
        var writing = await Writing(db, chain, cancel);
        var until = TimeProvider.System.GetTimestamp();
        while (writing.Count > 0)
        {
            if (TimeProvider.System.GetElapsedTime(until) > patience)
                return null;
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancel);
            writing.IntersectWith(await Writing(db, chain, cancel));
        }

        return highest;
    }

    private static async Task<HashSet<string>> Writing(HallDb db, SealChain chain, CancellationToken cancel) =>
    [
        .. await db.Database.SqlQuery<string>($"""
            SELECT virtualtransaction AS "Value" FROM pg_locks
            WHERE locktype = 'relation' AND mode IN ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
              AND granted AND relation = {chain.Table()}::regclass AND pid <> pg_backend_pid()
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """).ToListAsync(cancel),
    ];
}
