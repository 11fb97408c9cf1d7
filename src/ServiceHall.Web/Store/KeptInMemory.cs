using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

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

    // At the end of the transaction, once for each: the row is locked for a moment only, and never before other rows.
    private const string Function = """
        CREATE OR REPLACE FUNCTION note_changed_facts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        BEGIN
          IF current_setting('hall.noted', true) IS DISTINCT FROM txid_current()::text THEN
            UPDATE fact_version SET number = number + 1;
            PERFORM set_config('hall.noted', txid_current()::text, true);
          END IF;
          RETURN NULL;
        END $$;
        INSERT INTO fact_version (id, number) VALUES (1, 1) ON CONFLICT DO NOTHING;
        """;

    /// <summary>Marks a table as one that servers keep in memory.</summary>
    public static EntityTypeBuilder<T> IsKeptInMemory<T>(this EntityTypeBuilder<T> table)
        where T : class => table.HasAnnotation(Annotation, true);

    /// <summary>The version that is committed now.</summary>
    public static Task<long> Version(HallDb db, CancellationToken cancel) =>
        db.Set<FactVersion>().Select(version => version.Number).SingleAsync(cancel);

    /// <summary>Adds the triggers that are missing. Run as the owner.</summary>
    public static async Task Install(HallDb owner, CancellationToken cancel)
    {
        var triggers = owner.Model.GetEntityTypes().Where(entity => entity.FindAnnotation(Annotation) is not null)
            .Select(entity => entity.GetTableName()).Select(table => $"""
                IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'tr_{table}_noted') THEN
                  CREATE CONSTRAINT TRIGGER tr_{table}_noted AFTER INSERT OR UPDATE OR DELETE ON "{table}"
                  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_changed_facts();
                END IF;
                """);
        var script = $"{Function}\nDO $$ BEGIN {string.Join('\n', triggers)} END $$";
        await owner.Database.ExecuteSqlRawAsync(script, cancel);
    }
}
