using System.Diagnostics;
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
    private readonly HubConnection _connection;
    private readonly byte[] _awaited;

    private DeskCircuit(HubConnection connection, string awaited)
    {
        (_connection, _awaited) = (connection, Encoding.UTF8.GetBytes(awaited));
        connection.On<long, byte[]>("JS.RenderBatch", Take);
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
        var builder = new HubConnectionBuilder().WithUrl(root + "_blazor", options =>
            options.Headers.Add("Cookie", browser.DefaultRequestHeaders.GetValues("Cookie").Single()));
        builder.Services.AddSingleton<IHubProtocol, BlazorPack>();
        var circuit = new DeskCircuit(builder.Build(), awaited);
        await circuit._connection.StartAsync();
        await circuit._connection.InvokeAsync<string>("StartCircuit", root, root.TrimEnd('/') + page, "[]", "");
        var operations = new JsonArray([.. Markers().Matches(html).Select((marker, number) => (JsonNode)new JsonObject
        {
            ["type"] = "add", ["ssrComponentId"] = number + 1, ["marker"] = JsonNode.Parse(marker.Groups[1].Value),
        })]);
        var batch = new JsonObject { ["batchId"] = 1, ["operations"] = operations };
        await circuit._connection.SendAsync("UpdateRootComponents", batch.ToJsonString(), "");
        return circuit;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

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
