using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.Store.Objects;

namespace ServiceHall.Web.Store;

/// <summary>How often tables that servers keep in memory have changed. It has one row.</summary>
internal sealed class FactVersion
{
    public const int OnlyRow = 1;

    public int Id { get; init; } = OnlyRow;

    /// <summary>Goes up with each transaction that changed one of the tables, whoever made it.</summary>
    public long Number { get; init; }
}

/// <summary>
/// Tables that each server keeps in memory: people and the calendar. A trigger of the database counts the version up
/// with the change itself, so that whoever compares versions never works with old facts.
/// </summary>
internal static class KeptInMemory
{
    private const string Annotation = "Hall:KeptInMemory";

    private const string Counter = "note_changed_facts";

    // At the end of the transaction, once for each: the row is locked for a moment only, and never before other rows.
    private const string CounterBody = """
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
        BEGIN
          IF current_setting('hall.noted', true) IS DISTINCT FROM txid_current()::text THEN
            UPDATE fact_version SET number = number + 1;
            PERFORM set_config('hall.noted', txid_current()::text, true);
          END IF;
          RETURN NULL;
        END $$
        """;

    /// <summary>Marks a table as one that servers keep in memory.</summary>
    public static EntityTypeBuilder<T> IsKeptInMemory<T>(this EntityTypeBuilder<T> table)
        where T : class => table.HasAnnotation(Annotation, true);

    /// <summary>The version that is committed now.</summary>
    public static Task<long> Version(HallDb db, CancellationToken cancel) =>
        db.Set<FactVersion>().Select(version => version.Number).SingleAsync(cancel);

    /// <summary>The triggers that count, and what they call.</summary>
    public static IEnumerable<DatabaseObject> Objects(IModel model) =>
    [
        DatabaseObject.Function(Counter, CounterBody),
        .. model.GetEntityTypes().Where(entity => entity.FindAnnotation(Annotation) is not null).Select(entity => entity.GetTableName()!)
            .Select(table => DatabaseObject.CheckAtEnd(table, $"tr_{table}_noted", "INSERT OR UPDATE OR DELETE", Counter)),
    ];

    /// <summary>Makes the row in which the version is counted. Run as the owner.</summary>
    public static Task Begin(HallDb owner, CancellationToken cancel) => owner.Database.ExecuteSqlRawAsync(
        "INSERT INTO fact_version (id, number) VALUES (1, 1) ON CONFLICT DO NOTHING", cancel);
}
