using System.Globalization;
using System.Threading.Channels;
using Npgsql;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Boards;

/// <summary>
/// Hears what any server stored, and passes it on to this server's screens. Its connection is its own, is kept alive,
/// and is opened again for ever; after each opening all boards are read, since messages may have been missed.
/// </summary>
internal sealed class BoardListener(HallConnections connections, BoardFeed feed, LiveScreens screens, ILogger<BoardListener> log) : BackgroundService
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(connections.Application) { Pooling = false, KeepAlive = 10, TcpKeepAlive = true };
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Listen(settings.ConnectionString, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                log.LogError(fault, "The boards' messages cannot be heard; listening again in {Seconds} s.", AfterFault.TotalSeconds);
                await Task.Delay(AfterFault, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Listen(string connectionString, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        // Messages are handled after the wait that brought them: the connection must not be used inside its own event.
        var heard = Channel.CreateUnbounded<string>();
        connection.Notification += (_, message) => heard.Writer.TryWrite(message.Payload);
        await connection.OpenAsync(cancel);
        await using (var listen = new NpgsqlCommand($"LISTEN {BuildBoards.Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancel);
        await feed.Refresh(null, cancel);
        while (true)
        {
            await connection.WaitAsync(cancel);
            while (heard.Reader.TryRead(out var message))
                await Handle(message, cancel);
        }
    }

    private async Task Handle(string message, CancellationToken cancel)
    {
        var parts = message.Split(':');
        if (parts.Length != 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            log.LogWarning("A message that nobody here sends was heard: {Message}", message);
        else if (parts[0] == "site")
            await feed.Refresh(id, cancel);
        else if (parts[0] == "revoked")
            await screens.End(id);
    }
}
