using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ServiceHall.Web.Tests.Messages;

/// <summary>A receiver of signed JSON on a free port of this machine. It checks signatures the way docs/http.md tells receivers to.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    public const string Secret = "0123456789abcdef-receiver";
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<int> _answers = new();

    private Receiver(WebApplication app) => _app = app;

    /// <summary>What was posted with a good signature, whatever was answered.</summary>
    public ConcurrentQueue<Posted> Received { get; } = new();

    public string Address => _app.Urls.First() + "/hook";

    /// <summary>The time that it holds signatures against.</summary>
    public required Func<DateTimeOffset> Now { get; init; }

    internal sealed record Posted(string Id, JsonElement Body);

    public static async Task<Receiver> Start(Func<DateTimeOffset> now)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var receiver = new Receiver(app) { Now = now };
        app.MapPost("/hook", (Delegate)receiver.Receive);
        app.MapPost("/elsewhere", () => Results.Ok());
        await app.StartAsync();
        return receiver;
    }

    /// <summary>What it answers next, in order; after that 204.</summary>
    public void Answers(params int[] statuses) => Array.ForEach(statuses, _answers.Enqueue);

    /// <summary>Whether a signature is of this body and this secret, and not older than five minutes.</summary>
    public bool IsSigned(string timestamp, string signature, byte[] body)
    {
        var age = Now() - DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, CultureInfo.InvariantCulture));
        byte[] signed = [.. Encoding.ASCII.GetBytes(timestamp + "."), .. body];
        var expected = "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), signed));
        return age.Duration() < TimeSpan.FromMinutes(5)
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(signature));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> Receive(HttpContext context)
    {
        using var memory = new MemoryStream();
        await context.Request.Body.CopyToAsync(memory);
        var headers = context.Request.Headers;
        if (!IsSigned(headers["Hall-Timestamp"].ToString(), headers["Hall-Signature"].ToString(), memory.ToArray()))
            return Results.Unauthorized();
        Received.Enqueue(new(headers["Hall-Delivery"].ToString(), JsonDocument.Parse(memory.ToArray()).RootElement));
        var status = _answers.TryDequeue(out var answer) ? answer : StatusCodes.Status204NoContent;
        if (status is >= 300 and < 400)
            context.Response.Headers.Location = "/elsewhere";
        return Results.StatusCode(status);
    }
}
