using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace ServiceHall.Web.Tests.Boards;

/// <summary>A screen on the wire: SignalR's JSON protocol over a WebSocket, no more than the tests need.</summary>
internal sealed class ScreenClient : IAsyncDisposable
{
    private const char End = '\u001e';

    // No busy machine takes so long.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly ClientWebSocket _socket = new();
    private readonly Channel<JsonNode> _messages = Channel.CreateUnbounded<JsonNode>();
    private readonly CancellationTokenSource _closing = new();
    private Task _reading = Task.CompletedTask;

    public static async Task<ScreenClient> Connect(Uri hub)
    {
        var client = new ScreenClient();
        await client._socket.ConnectAsync(hub, default);
        await client.Send("""{"protocol":"json","version":1}""");
        client._reading = client.Read();
        await client.Next(message => message["type"] is null);
        return client;
    }

    /// <summary>The next call from the server by that name; its only argument.</summary>
    public async Task<JsonNode?> Heard(string target) =>
        (await Next(message => message["target"]?.GetValue<string>() == target))["arguments"]!.AsArray().FirstOrDefault();

    /// <summary>Calls the hub and waits for the answer.</summary>
    public async Task<JsonNode> Call(string target, string arguments = "")
    {
        await Send($$"""{"type":1,"invocationId":"{{target}}","target":"{{target}}","arguments":[{{arguments}}]}""");
        return await Next(message => message["invocationId"]?.GetValue<string>() == target);
    }

    /// <summary>Waits until the server has ended the connection.</summary>
    public Task Ended() => _reading.WaitAsync(Longest);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _closing.Dispose();
    }

    private async Task<JsonNode> Next(Func<JsonNode, bool> wanted)
    {
        using var patience = new CancellationTokenSource(Longest);
        while (true)
        {
            var message = await _messages.Reader.ReadAsync(patience.Token);
            if (wanted(message))
                return message;
        }
    }

    private Task Send(string text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text + End), WebSocketMessageType.Text, true, default);

    private async Task Read()
    {
        var (buffer, text) = (new byte[64 * 1024], new StringBuilder());
        try
        {
            while (await _socket.ReceiveAsync(buffer, _closing.Token) is { MessageType: not WebSocketMessageType.Close } received)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
                if (!received.EndOfMessage)
                    continue;
                foreach (var part in text.ToString().Split(End, StringSplitOptions.RemoveEmptyEntries))
                    _messages.Writer.TryWrite(JsonNode.Parse(part)!);
                text.Clear();
            }
        }
        catch (WebSocketException)
        {
            // The server has aborted the connection: the same as an end.
        }
    }
}
