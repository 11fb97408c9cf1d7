using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ServiceHall.Web.Store;

/// <summary>Tables that only grow: the application's role may add to them and read them, and nothing else.</summary>
internal static class AppendOnly
{
    private const string Annotation = "Hall:AppendOnly";

    /// <summary>Marks a table as one that only grows.</summary>
    public static EntityTypeBuilder<T> IsAppendOnly<T>(this EntityTypeBuilder<T> table)
        where T : class => table.HasAnnotation(Annotation, true);

    /// <summary>
    /// Gives the application's role what it may do: everything with rows, but only adding and reading where a table
    /// only grows. Run as the owner after each migration; a table without grants is closed to the application.
    /// </summary>
    public static async Task GrantToApplication(HallDb owner, CancellationToken cancel)
    {
        var tables = owner.Model.GetEntityTypes().Select(e => (Name: e.GetTableName()!, OnlyGrows: e.FindAnnotation(Annotation) is not null));
        var grants = tables.Select(t => $"""
            REVOKE ALL ON "{t.Name}" FROM {LocalPostgres.ApplicationRole};
            GRANT SELECT, INSERT{(t.OnlyGrows ? "" : ", UPDATE, DELETE")} ON "{t.Name}" TO {LocalPostgres.ApplicationRole};
            """);
        var script = $"""
            GRANT USAGE ON SCHEMA public TO {LocalPostgres.ApplicationRole};
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {LocalPostgres.ApplicationRole};
            GRANT SELECT ON "__EFMigrationsHistory" TO {LocalPostgres.ApplicationRole};
            {string.Join('\n', grants)}
            """;
        await owner.Database.ExecuteSqlRawAsync(script, cancel);
    }
}
