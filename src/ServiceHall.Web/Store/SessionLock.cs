using Npgsql;

namespace ServiceHall.Web.Store;

/// <summary>
/// Held while a job runs, so that two servers do not do the same work at once. It belongs to a connection of its own and ends
/// with it, also when the server is killed. Nothing rests on it: what must be done once has its row in the transaction of the work.
/// </summary>
internal sealed class SessionLock : IAsyncDisposable
{
    /// <summary>The locks of the timetable's lines.</summary>
    public const int Lines = 4205;

    /// <summary>The locks of the works that people start.</summary>
    public const int Works = 4206;

    private readonly NpgsqlConnection _connection;
    private readonly int _family;
    private readonly string _key;

    private SessionLock(NpgsqlConnection connection, int family, string key) => (_connection, _family, _key) = (connection, family, key);

    /// <summary>Takes a lock; null: somebody holds it.</summary>
    public static async Task<SessionLock?> Take(NpgsqlDataSource database, int family, string key, CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            if (await Ask(connection, "SELECT pg_try_advisory_lock($1, hashtext($2))", family, key, cancel))
                return new SessionLock(connection, family, key);
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
            await Ask(_connection, "SELECT pg_advisory_unlock($1, hashtext($2))", _family, _key, CancellationToken.None);
        }
        catch (Exception broken) when (broken is NpgsqlException or InvalidOperationException)
        {
            // The connection broke, and the lock went with it.
        }

        await _connection.DisposeAsync();
    }

    private static async Task<bool> Ask(NpgsqlConnection connection, string sql, int family, string key, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = family }, new() { Value = key } } };
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }
}
