using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Store;

/// <summary>
/// Columns that hold the key (<see cref="Fold"/>) of another one beside it, by which rows are compared and found. The
/// entity keeps the two together; an index keeps two rows with one key apart.
/// </summary>
internal static class FoldedColumns
{
    private const string Written = "Hall:KeyOf";
    private const string Unique = "Hall:KeyIsUniqueWhere";

    /// <summary>Says that a column holds the key of another.</summary>
    /// <param name="table">The table; its id is called <c>id</c>.</param>
    /// <param name="written">The column as people wrote it.</param>
    /// <param name="key">The column that holds its key.</param>
    /// <param name="uniqueWhere">Among which rows the key is unique, in SQL.</param>
    /// <param name="index">The index's name; null: by convention.</param>
    public static void HasFold<T>(
        this EntityTypeBuilder<T> table, Expression<Func<T, object?>> written, Expression<Func<T, object?>> key, string uniqueWhere = "true",
        string? index = null)
        where T : class
    {
        var column = table.Property(key.GetMemberAccess().Name).Metadata;
        column.SetAnnotation(Written, written.GetMemberAccess().Name);
        column.SetAnnotation(Unique, uniqueWhere);
        column.SetDefaultValue("");
        // Rows of a version before have no key until they are given theirs.
        var filter = $"{HallDb.SnakeCase(column.Name)} <> ''" + (uniqueWhere == "true" ? "" : $" AND {uniqueWhere}");
        (index is null ? table.HasIndex(key) : table.HasIndex(key, index)).IsUnique().HasFilter(filter);
    }

    /// <summary>
    /// Gives the rows of a version before their keys, in the caller's transaction, as the owner. Of two that look alike the
    /// earlier has the key; the later keeps one of its own, so that both stay as they are until somebody renames one: then the
    /// next start gives it the key that has become free.
    /// </summary>
    /// <returns>The pairs that look alike and have not been seen before.</returns>
    public static async Task<IReadOnlyList<LookAlike>> Fill(HallDb owner, CancellationToken cancel)
    {
        var alike = new List<LookAlike>();
        foreach (var key in owner.Model.GetEntityTypes().SelectMany(table => table.GetProperties()))
        {
            if (key.FindAnnotation(Written)?.Value is string written)
                alike.AddRange(await Fill(owner, key, ((IEntityType)key.DeclaringType).GetProperty(written), cancel));
        }

        return alike;
    }

#pragma warning disable EF1002 // Names of tables and columns are the model's own; values are parameters.
    private static async Task<List<LookAlike>> Fill(HallDb owner, IProperty key, IProperty written, CancellationToken cancel)
    {
        var table = $"\"{key.DeclaringType.GetTableName()}\"";
        var (to, from) = ($"\"{key.GetColumnName()}\"", $"\"{written.GetColumnName()}\"");
        var (unique, alike) = ((string)key.FindAnnotation(Unique)!.Value!, new List<LookAlike>());
        // A key holds no blank but where it is one's own.
        var rows = await owner.Database.SqlQueryRaw<Row>($"""
            SELECT id AS "Id", {from} AS "Text", {to} AS "Key", ({unique}) AS "IsUnique" FROM {table}
            WHERE {to} = '' OR {to} LIKE '% ' || id ORDER BY id
            """).ToListAsync(cancel);
        if (rows.Count == 0)
            return alike;
        var ids = rows.ConvertAll(row => row.Id).ToArray();
        var taken = (await owner.Database.SqlQueryRaw<Row>(
            $"SELECT id AS \"Id\", {from} AS \"Text\", {to} AS \"Key\", true AS \"IsUnique\" FROM {table} WHERE NOT id = ANY({{0}}) AND {unique}", ids)
            .ToListAsync(cancel)).ToDictionary(row => row.Key, row => row.Text, StringComparer.Ordinal);
        var given = new List<(int Id, string Key)>();
        foreach (var row in rows)
        {
            var own = Fold.Key(row.Text);
            var isFree = !row.IsUnique || taken.TryAdd(own, row.Text);
            if (!isFree && row.Key.Length == 0)
                alike.Add(new LookAlike(key.DeclaringType.ClrType, taken[own], row.Text));
            var becomes = isFree ? own : $"{own} {row.Id}";
            if (becomes != row.Key)
                given.Add((row.Id, becomes));
        }

        await owner.Database.ExecuteSqlRawAsync(
            $"UPDATE {table} SET {to} = given.key FROM unnest({{0}}, {{1}}) AS given (id, key) WHERE {table}.id = given.id",
            [given.Select(one => one.Id).ToArray(), given.Select(one => one.Key).ToArray()], cancel);
        return alike;
    }

#pragma warning restore EF1002

    private sealed record Row(int Id, string Text, string Key, bool IsUnique);
}

/// <summary>Two rows of one table of which one key was made.</summary>
/// <param name="Thing">What the rows are.</param>
/// <param name="Earlier">As it is written; it has the key.</param>
/// <param name="Later">As it is written; it has one of its own.</param>
internal sealed record LookAlike(Type Thing, string Earlier, string Later);
