using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ServiceHall.Web.Store;

/// <summary>
/// What the application's role may do: read and add everywhere, change and delete where a table does not only grow,
/// and only read what is the owner's. A table without grants is closed to the application.
/// </summary>
internal static class ApplicationGrants
{
    private const string Role = LocalPostgres.ApplicationRole;
    private const string Reading = "SELECT";

    // Every table and sequence of the schema with what the role was given, in one order and one form.
    private const string GivenSql = $"""
        SELECT c.relname::text AS "Name", c.relkind = 'S' AS "IsSequence", coalesce((
          SELECT string_agg(DISTINCT a.privilege_type, ', ' ORDER BY a.privilege_type)
          FROM aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee WHERE r.rolname = '{Role}'), '') AS "Rights"
        FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'S')
        """;

    /// <summary>Grants what is missing and takes back what should not be. Run as the owner.</summary>
    public static async Task Install(HallDb owner, CancellationToken cancel)
    {
        var wanted = owner.Model.GetEntityTypes().Where(entity => !entity.IsMappedToJson())
            .ToDictionary(entity => entity.GetTableName()!, Wanted, StringComparer.Ordinal);
        wanted["__EFMigrationsHistory"] = Reading;
        var statements = new List<string>
        {
            $"""
            DO $$ BEGIN
              IF NOT has_schema_privilege('{Role}', 'public', 'USAGE') THEN
                GRANT USAGE ON SCHEMA public TO {Role};
              END IF;
            END $$;
            """,
        };
        foreach (var given in await owner.Database.SqlQueryRaw<Given>(GivenSql).ToListAsync(cancel))
        {
            if (given is { IsSequence: true, Rights: not "USAGE" })
                statements.Add($"GRANT USAGE ON SEQUENCE \"{given.Name}\" TO {Role};");
            // Tables that are not the hall's are left alone.
            if (!given.IsSequence && wanted.TryGetValue(given.Name, out var rights) && rights != given.Rights)
            {
                statements.Add($"REVOKE ALL ON \"{given.Name}\" FROM {Role};");
                statements.Add($"GRANT {rights} ON \"{given.Name}\" TO {Role};");
            }
        }

        await owner.Database.ExecuteSqlRawAsync(string.Join('\n', statements), cancel);
    }

    private static string Wanted(IEntityType entity) =>
        entity.IsOwnersOnly() ? Reading
        : entity.IsAppendOnly() ? "INSERT, SELECT"
        : "DELETE, INSERT, SELECT, UPDATE";

    private sealed record Given(string Name, bool IsSequence, string Rights);
}
