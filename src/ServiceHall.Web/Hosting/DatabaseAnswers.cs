using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Hosting;

/// <summary>
/// Whether the database answers the application's role, and has every table that this version needs.
/// </summary>
internal sealed class DatabaseAnswers(IDbContextFactory<HallDb> factory, NpgsqlDataSource database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context,
        CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var migrations = db.Database.GetMigrations().ToArray();
        try
        {
            await using var ask = database.CreateCommand("""
                SELECT current_user = $1 AND count(*) = cardinality($2) FROM "__EFMigrationsHistory" WHERE "MigrationId" = ANY ($2)
                """);
            ask.Parameters.AddWithValue(LocalPostgres.ApplicationRole);
            ask.Parameters.AddWithValue(migrations);
            return await ask.ExecuteScalarAsync(cancellationToken) is true
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The database is not of this version, or the role is not the application's.");
        }
        catch (NpgsqlException away)
        {
            return HealthCheckResult.Unhealthy(away.Message);
        }
    }
}
