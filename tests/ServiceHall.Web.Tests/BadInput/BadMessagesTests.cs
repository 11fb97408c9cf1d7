using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using ServiceHall.Benchmarks.Rush;

namespace ServiceHall.Web.Tests.BadInput;

/// <summary>What a changed browser can say in an open page of the desk, and a changed screen to its hub, harms nobody but itself.</summary>
[Collection(nameof(OpenHall))]
public sealed class BadMessagesTests(OpenHall hall)
{
    private const int Seed = 20261120;

    private static readonly string[] Calls =
    [
        "StartCircuit", "ConnectCircuit", "ResumeCircuit", "PauseCircuit", "BeginInvokeDotNetFromJS", "EndInvokeJSFromDotNet", "ReceiveByteArray", "ReceiveJSDataChunk",
        "SendDotNetStreamToJS", "OnRenderCompleted", "OnLocationChanged", "OnLocationChanging", "UpdateRootComponents", "Nothing",
    ];

    [Fact]
    public async Task No_message_of_a_changed_page_ends_another_page()
    {
        var head = hall.Senders.Single(sender => sender.Name.StartsWith("SectionHead", StringComparison.Ordinal));
        await using var untouched = await Page(head.Cookie);
        for (var number = 0; number < 60; number++)
        {
            var dice = new Dice(Seed, number);
            await using var circuit = await Connected(head.Cookie);
            if (!dice.OneIn(4))
                await Call(circuit, "StartCircuit", [hall.Address.ToString(), $"{hall.Address}desk/account", "[]", ""]);
            for (var messages = 0; messages < 8 && circuit.State == HubConnectionState.Connected; messages++)
                await Call(circuit, dice.Any(Calls), [.. Enumerable.Range(0, dice.Below(6)).Select(_ => Value(dice))]);
        }

        await Expect(untouched, head);
    }

    [Fact]
    public async Task Bytes_that_are_no_message_end_the_connection_and_nothing_else()
    {
        var head = hall.Senders.Single(sender => sender.Name.StartsWith("SectionHead", StringComparison.Ordinal));
        var board = hall.Senders.Single(sender => sender.Name == "screen Board");
        await using var untouched = await Page(head.Cookie);
        for (var number = 0; number < 120; number++)
        {
            var dice = new Dice(Seed, number);
            var isScreen = dice.OneIn(2);
            using var socket = new ClientWebSocket();
            if (!isScreen)
                socket.Options.SetRequestHeader("Cookie", head.Cookie);
            var path = isScreen ? $"hub/boards?access_token={board.Screen}" : "_blazor";
            await socket.ConnectAsync(new Uri($"ws://{hall.Address.Authority}/{path}"), default);
            if (!dice.OneIn(4))
                await Send(socket, Encoding.UTF8.GetBytes($"{{\"protocol\":\"{(isScreen ? "json" : "blazorpack")}\",\"version\":1}}\u001e"));
            for (var messages = 0; messages < 4 && socket.State == WebSocketState.Open; messages++)
                await Send(socket, isScreen ? Json(dice) : dice.Bytes(1 + dice.Below(200)));
        }

        await Expect(untouched, head);
    }

    private static byte[] Json(Dice dice) => dice.Spoil(Encoding.UTF8.GetBytes(
        $"{{\"type\":1,\"invocationId\":\"1\",\"target\":\"{dice.Any("Seen", "Newest", "Nothing")}\",\"arguments\":[{dice.Any("{\"version\":\"1\",\"number\":1}", "{\"version\":null}", "{\"number\":1e999,\"at\":\"never\"}", "1", "")}]}}\u001e"));

    private static object? Value(Dice dice) => dice.Below(6) switch
    {
        0 => null,
        1 => dice.Below(1000),
        2 => dice.Bytes(20),
        3 => dice.Any("[]", "{}", "[[]]", "{\"batchId\":1,\"operations\":[{\"type\":\"add\",\"ssrComponentId\":1,\"marker\":{\"type\":\"server\",\"descriptor\":\"x\"}}]}", "DispatchEventAsync", "ServiceHall.Web"),
        4 => dice.OneIn(2),
        _ => dice.Text(),
    };

    // Told no, or disconnected: either is an answer.
    private static async Task Call(HubConnection circuit, string method, object?[] arguments)
    {
        try
        {
            await circuit.InvokeCoreAsync(method, typeof(object), arguments).WaitAsync(TimeSpan.FromMilliseconds(500));
        }
        catch (Exception no) when (no is HubException or InvalidOperationException or TimeoutException or OperationCanceledException or IOException or InvalidDataException)
        {
        }
    }

    private static async Task Send(ClientWebSocket socket, byte[] message)
    {
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, default);
        }
        catch (WebSocketException)
        {
        }
    }

    private async Task<HubConnection> Connected(string cookie)
    {
        var builder = new HubConnectionBuilder().WithUrl($"{hall.Address}_blazor", options => options.Headers.Add("Cookie", cookie));
        builder.Services.AddSingleton<IHubProtocol, BlazorPack>();
        var connection = builder.Build();
        await connection.StartAsync();
        return connection;
    }

    private async Task<DeskCircuit> Page(string cookie)
    {
        using var browser = hall.Client(new CookieContainer());
        browser.DefaultRequestHeaders.Add("Cookie", cookie);
        return await DeskCircuit.Open(browser, "/desk/places", "nothing");
    }

    private async Task Expect(DeskCircuit untouched, Sender head)
    {
        Assert.Null(untouched.Fault);
        await using var another = await Page(head.Cookie);
        for (var waited = Stopwatch.StartNew(); another.Batches == 0 && another.Fault is null && waited.Elapsed < Patience.Long;)
            await Task.Delay(20);
        Assert.Null(another.Fault);
        Assert.NotEqual(0, another.Batches);
        Assert.True(hall.Faults.IsEmpty, hall.FaultsInShort);
    }
}
