using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace ServiceHall.Web.Tests.Hosting;

/// <summary>What leaves a hall whose telemetry is on.</summary>
public sealed class TelemetryTests(MeasuredDay day) : IClassFixture<MeasuredDay>
{
    /// <summary>What is watched: docs/deploy.md names each, and what is named here must be there.</summary>
    private static readonly string[] Watched =
    [
        "servicehall.punches", "servicehall.sign_ins.failed", "servicehall.deliveries.failed",
            "servicehall.board.delay",
        "servicehall.close.lag", "servicehall.stale_days", "servicehall.stale_days.oldest",
            "servicehall.screens.connected", "servicehall.screens.silent",
        "http.server.request.duration", "http.server.active_requests", "signalr.server.active_connections",
        "aspnetcore.components.circuit.active", "db.client.connection.count", "db.client.operation.duration",
        "dotnet.gc.heap.total_allocated", "microsoft.entityframeworkcore.active_dbcontexts",
    ];

    [Fact]
    public async Task Everything_that_is_watched_is_exported()
    {
        await day.Collector.Has([.. Watched, "accepted", "outside_area", "phone", "wrong", "unknown", "webhook"]);
    }

    [Fact]
    public async Task Spans_tell_requests_statements_hubs_and_circuits_apart()
    {
        await day.Collector.Has(
            "POST /api/punches", "GET /desk/people/{Id:int}", "GET {*path}", "Circuit",
                "ServiceHall.Web.Boards.BoardHub/Seen", "db.query.text");
        Assert.Contains(day.Collector.Texts, text => text.StartsWith("SELECT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_that_is_exported_says_who_or_where()
    {
        await day.Collector.Has([.. Watched, "ServiceHall.Web.Boards.BoardHub/Seen"]);
        var read = await Scrape();

        var found = from secret in day.Secrets
                    from text in day.Collector.Texts.Append(read)
                    where text.Contains(secret, StringComparison.OrdinalIgnoreCase)
                    select $"{secret} in {text[..Math.Min(200, text.Length)]}";
        Assert.Empty(found.Take(20));
        Assert.DoesNotContain(day.Collector.Numbers, number =>
            MeasuredDay.Places.Any(place => Math.Abs(place - number) < 1e-6));
        Assert.True(day.Collector.Received("/v1/traces") > 0 && day.Collector.Received("/v1/metrics") > 0);
    }

    [Fact]
    public void Log_files_hold_what_was_logged_and_nothing_of_it_says_who_or_where()
    {
        Assert.NotEmpty(day.Logged);
        var logged = day.Logged;
        Assert.DoesNotContain(day.Secrets, secret => logged.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Measurements_are_read_on_this_machine_at_their_own_port_only()
    {
        Assert.Contains("servicehall_punches_total", await Scrape(), StringComparison.Ordinal);
        using var browser = new HttpClient { BaseAddress = day.Hall.Address };
        using (var onPublicPort = await browser.GetAsync("/metrics"))
            Assert.Equal(HttpStatusCode.NotFound, onPublicPort.StatusCode);
        foreach (var address in OwnAddresses())
        {
            using var somebody = new TcpClient();
            await Assert.ThrowsAsync<SocketException>(() => somebody.ConnectAsync(address, day.Prometheus));
        }
    }

    private async Task<string> Scrape()
    {
        using var prometheus = new HttpClient();
        return await prometheus.GetStringAsync($"http://127.0.0.1:{day.Prometheus}/metrics");
    }

    private static IEnumerable<IPAddress> OwnAddresses() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(network => network.OperationalStatus == OperationalStatus.Up
            && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(network => network.GetIPProperties().UnicastAddresses).Select(unicast => unicast.Address)
        .Where(address => address.AddressFamily == AddressFamily.InterNetwork);
}
