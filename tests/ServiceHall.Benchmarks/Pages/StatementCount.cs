using Npgsql;
using ServiceHall.Web.Tests;

namespace ServiceHall.Benchmarks.Pages;

/// <summary>
/// Counts the statements that reach the database, by PostgreSQL's own pg_stat_statements: whoever sends them and by
/// whatever library, BEGIN and COMMIT left out.
/// </summary>
internal sealed class StatementCount : IAsyncDisposable
{
    private const int Repeats = 20;
    private readonly NpgsqlDataSource _database;

    private StatementCount(NpgsqlDataSource database) => _database = database;

    /// <summary>Restarts the hall's PostgreSQL with the extension; connections opened before are gone.</summary>
    public static async Task<StatementCount> Start(RunningHall hall)
    {
        var connection = new NpgsqlConnectionStringBuilder(hall.Postgres.AdministratorConnection) { Database = "hall" }.ConnectionString;
        await using (var before = NpgsqlDataSource.Create(connection))
            await Run(before, "ALTER SYSTEM SET shared_preload_libraries = pg_stat_statements");
        await hall.KillApplication();
        await hall.Postgres.StopAtOnce();
        await hall.Postgres.StartAgain();
        await hall.StartApplication();
        var database = NpgsqlDataSource.Create(connection);
        await Run(database, "CREATE EXTENSION pg_stat_statements");
        return new StatementCount(database);
    }

    /// <summary>The statements that an act sends each time. What the hall does beside it (boards, schedules) is not counted,
    /// since it is done less often than the act.</summary>
    public async Task<long> Of(Func<Task> act)
    {
        await act();
        await Run(_database, "SELECT pg_stat_statements_reset()");
        for (var repeat = 0; repeat < Repeats; repeat++)
            await act();
        await using var count = _database.CreateCommand(
            """
            SELECT coalesce(sum(calls / $1), 0)::bigint FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid
            WHERE r.rolname = 'hall_app' AND query !~ '^(BEGIN|COMMIT|ROLLBACK|DISCARD)'
            """);
        count.Parameters.AddWithValue((long)Repeats);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static async Task Run(NpgsqlDataSource database, string statement)
    {
        await using var command = database.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }
}
