using Npgsql;

namespace ServiceHall.Web.Schedules;

/// <summary>
/// Held while a line runs, so that two runs of it do not do the same work at once. It belongs to a connection of its own and
/// ends with it, also when the server is killed. Nothing rests on it: what must be done once has its row of job and period.
/// </summary>
internal sealed class LineLock : IAsyncDisposable
{
    private const int Family = 4205;
    private readonly NpgsqlConnection _connection;
    private readonly string _line;

    private LineLock(NpgsqlConnection connection, string line) => (_connection, _line) = (connection, line);

    /// <summary>Takes the lock of a line; null: it runs already.</summary>
    public static async Task<LineLock?> Take(NpgsqlDataSource database, string line, CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            if (await Ask(connection, "SELECT pg_try_advisory_lock($1, hashtext($2))", line, cancel))
                return new LineLock(connection, line);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Ask(_connection, "SELECT pg_advisory_unlock($1, hashtext($2))", _line, CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The connection broke, and the lock went with it.
        }

        await _connection.DisposeAsync();
    }

    private static async Task<bool> Ask(NpgsqlConnection connection, string sql, string line, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = Family }, new() { Value = line } } };
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }
}
