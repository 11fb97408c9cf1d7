using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ServiceHall.Benchmarks.Rush;

/// <summary>
/// A page of the desk that is open and alive, as a browser keeps it: its GET, its Blazor circuit over a WebSocket, its root
/// components. Every render batch is received and acknowledged, and nothing of it is drawn.
/// </summary>
internal sealed partial class DeskCircuit : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly byte[] _awaited;
    private Task _reading = Task.CompletedTask;

    private DeskCircuit(string awaited) => _awaited = Encoding.UTF8.GetBytes(awaited);

    /// <summary>How many render batches came.</summary>
    public int Batches { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>When the awaited text was in a batch for the last time; 0: never.</summary>
    public long Awaited { get; private set; }

    /// <summary>What the server said instead of rendering; null: nothing.</summary>
    public string? Fault { get; private set; }

    /// <summary>Opens a page in a browser that is signed in.</summary>
    /// <param name="awaited">A text whose arrival is timed.</param>
    public static async Task<DeskCircuit> Open(HttpClient browser, string page, string awaited)
    {
        var html = await browser.GetStringAsync(page);
        using var negotiated = (await browser.PostAsync("/_blazor/negotiate?negotiateVersion=1", null)).EnsureSuccessStatusCode();
        var token = JsonNode.Parse(await negotiated.Content.ReadAsStringAsync())!["connectionToken"]!.GetValue<string>();
        var circuit = new DeskCircuit(awaited);
        circuit._socket.Options.SetRequestHeader("Cookie", browser.DefaultRequestHeaders.GetValues("Cookie").Single());
        await circuit._socket.ConnectAsync(new Uri($"ws://{browser.BaseAddress!.Authority}/_blazor?id={token}"), default);
        await circuit._socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, default);
        circuit._reading = circuit.Read();
        var root = browser.BaseAddress!.ToString();
        await circuit.Send("1", "StartCircuit", root, root.TrimEnd('/') + page, "[]", "");
        var operations = new JsonArray([.. Markers().Matches(html).Select((marker, number) => (JsonNode)new JsonObject
        {
            ["type"] = "add", ["ssrComponentId"] = number + 1, ["marker"] = JsonNode.Parse(marker.Groups[1].Value),
        })]);
        await circuit.Send(null, "UpdateRootComponents", new JsonObject { ["batchId"] = 1, ["operations"] = operations }.ToJsonString(), "");
        return circuit;
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _closing.Dispose();
    }

    // The page's own island and those of the frame.
    [GeneratedRegex("<!--Blazor:(\\{\"type\":\"server\".*?\\})-->")]
    private static partial Regex Markers();

    private async Task Read()
    {
        var (buffer, message) = (new byte[256 * 1024], new MemoryStream());
        try
        {
            while (await _socket.ReceiveAsync(buffer, _closing.Token) is { MessageType: not WebSocketMessageType.Close } received)
            {
                await message.WriteAsync(buffer.AsMemory(0, received.Count));
                if (!received.EndOfMessage)
                    continue;
                await Take(message.ToArray());
                message.SetLength(0);
            }
        }
        catch (Exception end) when (end is WebSocketException or OperationCanceledException)
        {
            Fault ??= _closing.IsCancellationRequested ? null : end.Message;
        }
    }

    // SignalR's binary framing: a length of seven bits a byte, then one MessagePack array.
    private async Task Take(byte[] bytes)
    {
        if (bytes is [(byte)'{', ..])
            return;
        for (var at = 0; at < bytes.Length;)
        {
            var (length, shift) = (0, 0);
            byte one;
            do
            {
                one = bytes[at++];
                length |= (one & 0x7F) << shift;
                shift += 7;
            }
            while ((one & 0x80) != 0);
            await TakeOne(bytes.AsMemory(at, length));
            at += length;
        }
    }

    private async Task TakeOne(ReadOnlyMemory<byte> frame)
    {
        var name = "JS.RenderBatch"u8;
        var found = frame.Span.IndexOf(name);
        if (found < 0)
        {
            if (frame.Span.IndexOf("JS.Error"u8) >= 0)
                Fault = Encoding.UTF8.GetString(frame.Span);
            return;
        }

        (Batches, Bytes) = (Batches + 1, Bytes + frame.Length);
        if (frame.Span.IndexOf(_awaited) >= 0)
            Awaited = Stopwatch.GetTimestamp();
        // After the name: the array of arguments, of which the first is the batch's number.
        await Send(null, "OnRenderCompleted", Number(frame.Span[(found + name.Length + 1)..]), null);
    }

    private static long Number(ReadOnlySpan<byte> value) => value[0] switch
    {
        < 0x80 => value[0],
        0xCC => value[1],
        0xCD => BinaryPrimitives.ReadUInt16BigEndian(value[1..]),
        0xCE => BinaryPrimitives.ReadUInt32BigEndian(value[1..]),
        0xCF => (long)BinaryPrimitives.ReadUInt64BigEndian(value[1..]),
        0xD0 => (sbyte)value[1],
        0xD1 => BinaryPrimitives.ReadInt16BigEndian(value[1..]),
        0xD2 => BinaryPrimitives.ReadInt32BigEndian(value[1..]),
        0xD3 => BinaryPrimitives.ReadInt64BigEndian(value[1..]),
        var other => throw new InvalidOperationException($"No number begins with {other:X2}."),
    };

    private async Task Send(string? invocation, string target, params object?[] arguments)
    {
        using var body = new MemoryStream();
        body.Write([0x96, 0x01, 0x80]);
        Write(body, invocation);
        Write(body, target);
        body.WriteByte((byte)(0x90 | arguments.Length));
        foreach (var argument in arguments)
            Write(body, argument);
        body.WriteByte(0x90);
        using var framed = new MemoryStream();
        for (var length = (uint)body.Length; ; length >>= 7)
        {
            framed.WriteByte((byte)(length > 0x7F ? (length & 0x7F) | 0x80 : length));
            if (length <= 0x7F)
                break;
        }

        framed.Write(body.GetBuffer().AsSpan(0, (int)body.Length));
        await _socket.SendAsync(framed.GetBuffer().AsMemory(0, (int)framed.Length), WebSocketMessageType.Binary, true, default);
    }

    private static void Write(MemoryStream body, object? value)
    {
        Span<byte> wide = stackalloc byte[9];
        switch (value)
        {
            case null:
                body.WriteByte(0xC0);
                break;
            case long number:
                wide[0] = 0xD3;
                BinaryPrimitives.WriteInt64BigEndian(wide[1..], number);
                body.Write(wide);
                break;
            default:
                var text = Encoding.UTF8.GetBytes((string)value);
                wide[0] = 0xDB;
                BinaryPrimitives.WriteUInt32BigEndian(wide[1..], (uint)text.Length);
                body.Write(wide[..5]);
                body.Write(text);
                break;
        }
    }
}
