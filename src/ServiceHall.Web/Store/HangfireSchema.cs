using Hangfire.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ServiceHall.Web.Store;

/// <summary>The scheduler's own tables, in a schema where there is nothing else.</summary>
internal static class HangfireSchema
{
    public const string Name = "hangfire";

    /// <summary>
    /// Installs the tables of this version as the owner, who holds the lock of the set-up, and lets the application use their
    /// rows and nothing more.
    /// </summary>
    public static async Task Install(HallDb owner, string connection, CancellationToken cancel)
    {
        await using (var installing = new NpgsqlConnection(connection))
        {
            await installing.OpenAsync(cancel);
            PostgreSqlObjectsInstaller.Install(installing, Name);
        }

        await owner.Database.ExecuteSqlRawAsync($"""
            GRANT USAGE ON SCHEMA {Name} TO {LocalPostgres.ApplicationRole};
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {Name} TO {LocalPostgres.ApplicationRole};
            REVOKE INSERT, UPDATE, DELETE ON {Name}.schema FROM {LocalPostgres.ApplicationRole};
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA {Name} TO {LocalPostgres.ApplicationRole};
            """, cancel);
    }
}
