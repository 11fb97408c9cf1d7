using Npgsql;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Messages;

/// <summary>
/// Carries the news of a message to every server's bells. After a commit the server that made it says so once for many, in a
/// statement of its own: commits that notify queue behind one lock, and telling people something must stay cheap.
/// </summary>
internal sealed class MessageNews : BackgroundService
{
    private const string Channel = "messages";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    // What was said while nobody listened, or by a program that says nothing, costs a bell this long and no more.
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(15);

    private readonly HallConnections _connections;
    private readonly NpgsqlDataSource _source;
    private readonly UnreadCounts _unread;
    private readonly ILogger<MessageNews> _log;
    private int _noted;

    public MessageNews(Commits commits, HallConnections connections, NpgsqlDataSource source, UnreadCounts unread, ILogger<MessageNews> log)
    {
        (_connections, _source, _unread, _log) = (connections, source, unread, log);
        commits.Watch(changed =>
        {
            if (changed.Contains(typeof(Message)))
                Volatile.Write(ref _noted, 1);
        });
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(SayForever(stoppingToken), HallListener.Hear(_connections, Channel, LookAnyway, _unread.Refresh, _log, stoppingToken));

    private async Task SayForever(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Say(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                _log.LogError(fault, "The news of messages is interrupted; going on in {Seconds} s.", AfterFault.TotalSeconds);
                await Task.Delay(AfterFault, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Say(CancellationToken cancel)
    {
        using var rounds = new PeriodicTimer(Pause);
        while (await rounds.WaitForNextTickAsync(cancel))
        {
            if (Interlocked.Exchange(ref _noted, 0) == 0)
                continue;
            await using var command = _source.CreateCommand($"NOTIFY {Channel}");
            await command.ExecuteNonQueryAsync(cancel);
        }
    }
}
