using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ServiceHall.Web.Store.Objects;

/// <summary>
/// Makes the database's objects those of this version: what is missing or was made from another text is made, what no
/// longer is announced goes, and the rest is left alone, so that an ordinary start locks and validates nothing.
/// </summary>
internal static class InstallObjects
{
    // A trigger that somebody switched off guards nothing: it counts as missing.
    private const string Catalogue = """
        SELECT 'Function' AS "Kind", proname::text AS "Name", '' AS "TableName" FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prorettype = 'trigger'::regtype
        UNION ALL SELECT 'Collation', collname::text, '' FROM pg_collation WHERE collnamespace = 'public'::regnamespace
        UNION ALL SELECT 'Constraint', conname::text, relname::text
        FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
        WHERE relnamespace = 'public'::regnamespace AND contype <> 't'
        UNION ALL SELECT 'Trigger', tgname::text, relname::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE relnamespace = 'public'::regnamespace AND NOT tgisinternal AND tgenabled <> 'D'
        """;

    /// <summary>Works in the caller's transaction and behind its lock, as the owner.</summary>
    /// <exception cref="HallCannotOpenException">Rows break a constraint; the caller rolls back.</exception>
    public static async Task Run(HallDb owner, IReadOnlyList<DatabaseObject> announced, CancellationToken cancel)
    {
        var noted = await owner.Set<InstalledObject>()
            .ToDictionaryAsync(one => one.Name, StringComparer.Ordinal, cancel);
        var present = (await owner.Database.SqlQueryRaw<Found>(Catalogue).ToListAsync(cancel)).ToHashSet();

        // Triggers before the functions that they call.
        var gone = noted.Values.Where(IsGone)
            .OrderByDescending(old => old.Kind).ThenBy(old => old.TableName, StringComparer.Ordinal).ToList();
        foreach (var old in gone)
        {
            await owner.Database.ExecuteSqlRawAsync(DatabaseObject.Drop(old.Kind, old.Name, old.TableName), cancel);
            owner.Remove(old);
            noted.Remove(old.Name);
        }

        await owner.SaveChangesAsync(cancel);
        foreach (var one in announced.Where(one => !IsAsAnnounced(one)))
        {
            await Make(owner, one, cancel);
            await Note(owner, one, cancel);
        }

        bool IsGone(InstalledObject old) =>
            !announced.Any(one => one.Name == old.Name && one.Kind == old.Kind && one.Table == old.TableName);

        bool IsAsAnnounced(DatabaseObject one) => noted.GetValueOrDefault(one.Name)?.Hash == one.Hash
            && present.Contains(new(one.Kind.ToString(), one.Name, one.Table));
    }

    private static async Task Make(HallDb owner, DatabaseObject one, CancellationToken cancel)
    {
        try
        {
            if (one.Kind != ObjectKind.Function)
                await owner.Database.ExecuteSqlRawAsync(DatabaseObject.Drop(one.Kind, one.Name, one.Table), cancel);
            await owner.Database.ExecuteSqlRawAsync(one.Sql, cancel);
        }
        catch (PostgresException broken) when (broken.SqlState.StartsWith("23", StringComparison.Ordinal))
        {
            throw new HallCannotOpenException(
                $"数据表 {one.Table} 里已有的记录违反本版本的约束 {one.Name}，大厅没有打开，约束和数据都保持原样：请先更正这些记录，再重新启动。", broken);
        }
    }

    private static Task<int> Note(HallDb owner, DatabaseObject one, CancellationToken cancel) =>
        owner.Database.ExecuteSqlAsync($"""
            INSERT INTO installed_object (name, kind, table_name, hash)
            VALUES ({one.Name}, {one.Kind.ToString()}, {one.Table}, {one.Hash})
            ON CONFLICT (name) DO UPDATE SET hash = excluded.hash
            """, cancel);

    private sealed record Found(string Kind, string Name, string TableName);
}
