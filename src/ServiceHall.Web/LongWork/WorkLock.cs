using Npgsql;

namespace ServiceHall.Web.LongWork;

/// <summary>
/// Held while a work runs, so that two servers never do the same one. It belongs to a connection of its own and ends with it,
/// also when the server is killed.
/// </summary>
internal sealed class WorkLock : IAsyncDisposable
{
    private const int Family = 4206;
    private readonly NpgsqlConnection _connection;
    private readonly int _id;

    private WorkLock(NpgsqlConnection connection, int id) => (_connection, _id) = (connection, id);

    /// <summary>Takes the lock of a work; null: somebody runs it.</summary>
    public static async Task<WorkLock?> Take(NpgsqlDataSource database, int id, CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            if (await Ask(connection, "SELECT pg_try_advisory_lock($1, $2)", id, cancel))
                return new WorkLock(connection, id);
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
            await Ask(_connection, "SELECT pg_advisory_unlock($1, $2)", _id, CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The connection broke, and the lock went with it.
        }

        await _connection.DisposeAsync();
    }

    private static async Task<bool> Ask(NpgsqlConnection connection, string sql, int id, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = Family }, new() { Value = id } } };
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }
}
