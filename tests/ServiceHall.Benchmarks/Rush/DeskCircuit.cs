using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ServiceHall.Benchmarks.Rush;

/// <summary>
/// A page of the desk that is open and alive, as a browser keeps it: its GET, its Blazor circuit over a WebSocket, its root
/// components. Every render batch is received and acknowledged, and nothing of it is drawn.
/// </summary>
internal sealed partial class DeskCircuit : IAsyncDisposable
{
    private readonly TaskCompletionSource<string> _sentTo = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] _awaited;
    private HubConnection _connection;
    private string _id = "";

    private DeskCircuit(HubConnection connection, string awaited)
    {
        _awaited = Encoding.UTF8.GetBytes(awaited);
        Use(connection);
    }

    [MemberNotNull(nameof(_connection))]
    private void Use(HubConnection connection)
    {
        _connection = connection;
        connection.On<long, byte[]>("JS.RenderBatch", Take);
        connection.On<long, string, string, int, long, int>("JS.BeginInvokeJS", (_, called, given, _, _, _) =>
        {
            if (called.EndsWith("navigateTo", StringComparison.Ordinal))
                _sentTo.TrySetResult(given);
        });
        connection.On<string>("JS.Error", fault => Fault = fault);
        connection.Closed += end =>
        {
            Fault ??= end?.Message;
            return Task.CompletedTask;
        };
    }

    /// <summary>How many render batches came.</summary>
    public int Batches { get; private set; }

    /// <summary>Their length together.</summary>
    public long Bytes { get; private set; }

    /// <summary>Where the server sends the page, as the browser is told; ends when it does.</summary>
    public Task<string> SentTo => _sentTo.Task;

    /// <summary>When the awaited text was in a batch for the last time; 0: never.</summary>
    public long Awaited { get; private set; }

    /// <summary>What the server said instead of rendering; null: nothing.</summary>
    public string? Fault { get; private set; }

    /// <summary>Opens a page in a browser that is signed in.</summary>
    /// <param name="awaited">A text whose arrival is timed.</param>
    public static async Task<DeskCircuit> Open(HttpClient browser, string page, string awaited)
    {
        var html = await browser.GetStringAsync(page);
        var root = browser.BaseAddress!.ToString();
        var circuit = new DeskCircuit(Connection(browser), awaited);
        await circuit._connection.StartAsync();
        circuit._id = await circuit._connection.InvokeAsync<string>("StartCircuit", root, root.TrimEnd('/') + page, "[]", "");
        var operations = new JsonArray([.. Markers().Matches(html).Select((marker, number) => (JsonNode)new JsonObject
        {
            ["type"] = "add", ["ssrComponentId"] = number + 1, ["marker"] = JsonNode.Parse(marker.Groups[1].Value),
        })]);
        var batch = new JsonObject { ["batchId"] = 1, ["operations"] = operations };
        await circuit._connection.SendAsync("UpdateRootComponents", batch.ToJsonString(), "");
        return circuit;
    }

    /// <summary>Loses the connection and takes the page up again, as a browser does by itself; with whose cookie, is asked of another one.</summary>
    /// <returns>Whether the server let it.</returns>
    public async Task<bool> TakeUpAgain(HttpClient browser)
    {
        await _connection.DisposeAsync();
        Use(Connection(browser));
        await _connection.StartAsync();
        return await _connection.InvokeAsync<bool>("ConnectCircuit", _id);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static HubConnection Connection(HttpClient browser)
    {
        var builder = new HubConnectionBuilder().WithUrl(browser.BaseAddress + "_blazor", options =>
            options.Headers.Add("Cookie", browser.DefaultRequestHeaders.GetValues("Cookie").Single()));
        builder.Services.AddSingleton<IHubProtocol, BlazorPack>();
        return builder.Build();
    }

    // The page's own island and those of the frame.
    [GeneratedRegex("<!--Blazor:(\\{\"type\":\"server\".*?\\})-->")]
    private static partial Regex Markers();

    private async Task Take(long number, byte[] batch)
    {
        (Batches, Bytes) = (Batches + 1, Bytes + batch.Length);
        if (batch.AsSpan().IndexOf(_awaited) >= 0)
            Awaited = Stopwatch.GetTimestamp();
        await _connection.SendAsync("OnRenderCompleted", number, null);
    }
}
