using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;

namespace ServiceHall.Web.Tests.Boards;

/// <summary>A screen on the wire: SignalR's client, and what it was told, in order.</summary>
internal sealed class ScreenClient : IAsyncDisposable
{
    // No busy machine takes so long.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly HubConnection _connection;
    private readonly Channel<(string Target, JsonNode? Argument)> _told = Channel.CreateUnbounded<(string, JsonNode?)>();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ScreenClient(Uri hub)
    {
        _connection = new HubConnectionBuilder().WithUrl(hub).Build();
        foreach (var target in new[] { "Heartbeat", "Snapshot" })
            _connection.On<JsonNode>(target, argument => _told.Writer.TryWrite((target, argument)));
        _connection.On("Revoked", () => _told.Writer.TryWrite(("Revoked", null)));
        _connection.Closed += _ =>
        {
            _ended.TrySetResult();
            return Task.CompletedTask;
        };
    }

    public static async Task<ScreenClient> Connect(Uri hub)
    {
        var client = new ScreenClient(hub);
        await client._connection.StartAsync();
        return client;
    }

    /// <summary>The next call from the server by that name, its only argument; what was told before it is passed over.</summary>
    public async Task<JsonNode?> Heard(string target)
    {
        using var patience = new CancellationTokenSource(Longest);
        while (true)
        {
            var (told, argument) = await _told.Reader.ReadAsync(patience.Token);
            if (told == target)
                return argument;
        }
    }

    /// <summary>Calls the hub and waits for the answer.</summary>
    /// <exception cref="Microsoft.AspNetCore.SignalR.HubException">The hub refuses the call.</exception>
    public Task<JsonNode?> Call(string target, params object?[] arguments) =>
        _connection.InvokeCoreAsync<JsonNode?>(target, arguments).WaitAsync(Longest);

    /// <summary>Waits until the server has ended the connection.</summary>
    public Task Ended() => _ended.Task.WaitAsync(Longest);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
