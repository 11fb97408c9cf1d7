using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store.Objects;

namespace ServiceHall.Web.Store;

/// <summary>Brings a database to this version's tables and rights.</summary>
internal static class HallSchema
{
    /// <summary>Migrates as the owner, then grants to the application. Several servers may do it at once.</summary>
    /// <exception cref="HallCannotOpenException">
    /// The roles are missing and this login may not make them, or rows break a constraint of this version.
    /// </exception>
    public static Task Prepare(HallConnections connections, CancellationToken cancel = default) =>
        Prepare(connections, AnnouncedObjects.Of, cancel);

    /// <summary>The same with another version's constraints, triggers and functions.</summary>
    public static async Task Prepare(
        HallConnections connections, Func<IModel, IReadOnlyList<DatabaseObject>> objects,
        CancellationToken cancel = default)
    {
        var connection = new NpgsqlConnectionStringBuilder(connections.Owner) { Pooling = false }.ConnectionString;
        await using var owner = new HallDb(Options(connection));
        await MakeApplicationRole(owner, cancel);
        await owner.Database.MigrateAsync(cancel);
        // Two servers that start together would each rewrite the same rows of the catalogue.
        await using var transaction = await owner.Database.BeginTransactionAsync(cancel);
        await owner.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(4201)", cancel);
        var alike = await FoldedColumns.Fill(owner, cancel);
        await InstallObjects.Run(owner, objects(owner.Model), cancel);
        await KeptInMemory.Begin(owner, cancel);
        await HangfireSchema.Install(owner, connection, cancel);
        await ApplicationGrants.Install(owner, cancel);
        await TellLookAlikes.Run(owner, alike, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The options of a context on one connection string.</summary>
    public static DbContextOptions<HallDb> Options(string connection) =>
        new DbContextOptionsBuilder<HallDb>().UseNpgsql(connection).Options;

    private static async Task MakeApplicationRole(HallDb owner, CancellationToken cancel)
    {
        try
        {
            await owner.Database.ExecuteSqlRawAsync($"""
                DO $$ BEGIN
                  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{LocalPostgres.ApplicationRole}')
                  THEN CREATE ROLE {LocalPostgres.ApplicationRole}; END IF;
                END $$
                """, cancel);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new HallCannotOpenException(
                $"数据库里没有角色 {LocalPostgres.ApplicationRole}，当前登录也无权建立。请让数据库管理员执行：" +
                $"CREATE ROLE {LocalPostgres.ApplicationRole}; GRANT {LocalPostgres.ApplicationRole} TO <登录>;（见 docs/deploy.md）", refused);
        }
    }
}

/// <summary>For <c>dotnet ef</c>, which only looks at the model.</summary>
internal sealed class DesignTimeHallDb : IDesignTimeDbContextFactory<HallDb>
{
    public HallDb CreateDbContext(string[] args) => new(HallSchema.Options("Host=design-time-only"));
}
