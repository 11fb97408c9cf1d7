using Npgsql;

namespace ServiceHall.Web.Store;

/// <summary>
/// Hears what any server says on a channel of the database. Its connection is its own, is kept alive, and is opened again for ever.
/// </summary>
internal static class HallListener
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    /// <summary>Looks when something was said, after each opening of the connection, and now and then anyway: messages may be missed.</summary>
    /// <param name="anyway">How long a missed message may cost.</param>
    /// <param name="look">Reads what may have changed; what a channel says is only that something did.</param>
    /// <returns>Ends when it is stopped, and not before.</returns>
    public static async Task Hear(
        HallConnections connections, string channel, TimeSpan anyway, Func<CancellationToken, Task> look, ILogger log, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Listen(connections, channel, anyway, look, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                log.LogError(fault, "The channel {Channel} cannot be heard; listening again in {Seconds} s.", channel, AfterFault.TotalSeconds);
                await Task.Delay(AfterFault, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static async Task Listen(
        HallConnections connections, string channel, TimeSpan anyway, Func<CancellationToken, Task> look, CancellationToken cancel)
    {
        var settings = new NpgsqlConnectionStringBuilder(connections.Application) { Pooling = false, KeepAlive = 10, TcpKeepAlive = true };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancel);
        await using (var listen = new NpgsqlCommand($"LISTEN {channel}", connection))
            await listen.ExecuteNonQueryAsync(cancel);
        while (true)
        {
            await look(cancel);
            await connection.WaitAsync(anyway, cancel);
        }
    }
}
