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
    /// earlier has the key; the later keeps one of its own, so that both stay as they are until somebody renames one.
    /// </summary>
    public static async Task Fill(HallDb owner, CancellationToken cancel)
    {
        foreach (var key in owner.Model.GetEntityTypes().SelectMany(table => table.GetProperties()))
        {
            if (key.FindAnnotation(Written)?.Value is string written)
                await Fill(owner, key, ((IEntityType)key.DeclaringType).GetProperty(written), cancel);
        }
    }

#pragma warning disable EF1002 // Names of tables and columns are the model's own; values are parameters.
    private static async Task Fill(HallDb owner, IProperty key, IProperty written, CancellationToken cancel)
    {
        var table = $"\"{key.DeclaringType.GetTableName()}\"";
        var (to, from) = ($"\"{key.GetColumnName()}\"", $"\"{written.GetColumnName()}\"");
        var unique = (string)key.FindAnnotation(Unique)!.Value!;
        var rows = await owner.Database.SqlQueryRaw<Row>(
            $"SELECT id AS \"Id\", {from} AS \"Text\", ({unique}) AS \"IsUnique\" FROM {table} WHERE {to} = '' ORDER BY id").ToListAsync(cancel);
        if (rows.Count == 0)
            return;
        var taken = (await owner.Database.SqlQueryRaw<string>($"SELECT {to} AS \"Value\" FROM {table} WHERE {to} <> '' AND {unique}")
            .ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var keys = rows.ConvertAll(row => Fold.Key(row.Text) is var own && (!row.IsUnique || taken.Add(own)) ? own : $"{own} {row.Id}");
        await owner.Database.ExecuteSqlRawAsync(
            $"UPDATE {table} SET {to} = given.key FROM unnest({{0}}, {{1}}) AS given (id, key) WHERE {table}.id = given.id",
            [rows.Select(row => row.Id).ToArray(), keys.ToArray()], cancel);
    }

#pragma warning restore EF1002

    private sealed record Row(int Id, string Text, bool IsUnique);
}
