using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Import;

/// <summary>
/// Files of old imports, which are whole rosters, with the values of before and after. The records stay: who imported what
/// and when. What still waits for its second signature keeps its file.
/// </summary>
internal sealed class ExpireImports : IRetentionKind
{
    // With each import go as many rows as its file has.
    private const int MostImports = 50;

    public string Code => "imports";

    public bool AsOwner => true;

    public Task<int> Count(HallDb db, RetentionLimit limit, CancellationToken cancel) => Old(db, limit).CountAsync(cancel);

    public async Task<int> Remove(HallDb db, RetentionLimit limit, CancellationToken cancel)
    {
        var old = await Old(db, limit).Take(MostImports).Select(import => import.Id).ToListAsync(cancel);
        await db.Set<ImportedFact>().Where(fact => old.Contains(fact.ImportId)).ExecuteDeleteAsync(cancel);
        await db.Set<ImportFile>().Where(file => old.Contains(file.ImportId)).ExecuteDeleteAsync(cancel);
        return old.Count;
    }

    private static IQueryable<ImportRecord> Old(HallDb db, RetentionLimit limit) => db.Set<ImportRecord>()
        .Where(import => import.At < limit.Instant && (import.SignedAt == null || import.SignedAt < limit.Instant)
            && import.State != ImportState.Waiting && db.Set<ImportFile>().Any(file => file.ImportId == import.Id))
        .OrderBy(import => import.Id);
}
