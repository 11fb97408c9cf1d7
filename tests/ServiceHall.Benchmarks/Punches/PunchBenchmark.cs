using System.Diagnostics;
using Npgsql;
using ServiceHall.Web.Tests;

namespace ServiceHall.Benchmarks.Punches;

/// <summary>
/// Accepted punches through the running hall: 32 connections, each with its own signed-in clerk, fsync on; in turns
/// with a bare endpoint on the same database. The load runs on the same machine and takes its share of it.
/// </summary>
internal static class PunchBenchmark
{
    private const int Connections = 32;
    private const int Rounds = 3;
    private const int PerSecond = 300;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(10);

    public static async Task<int> Run()
    {
        await using var hall = await RunningHall.Start(Connections);
        var cookies = new List<string>();
        for (var clerk = 0; clerk < Connections; clerk++)
            cookies.Add(await hall.SignIn(clerk));
        using var bare = await StartBare(hall);
        try
        {
            await Measure(hall, cookies, bare.Address);
            return 0;
        }
        finally
        {
            bare.Process.Kill();
            await bare.Process.WaitForExitAsync();
        }
    }

    private static async Task Measure(RunningHall hall, List<string> cookies, Uri bareAddress)
    {
        var punches = cookies.ConvertAll(cookie => new PunchLoad(hall.Address, cookie));
        var inserts = cookies.ConvertAll(cookie => new PunchLoad(bareAddress, cookie, "/api/punches/bare"));
        await Saturate(punches, TimeSpan.FromSeconds(5));
        await Saturate(inserts, TimeSpan.FromSeconds(5));
        var (hallRates, bareRates) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            hallRates.Add(await Saturate(punches, Round));
            bareRates.Add(await Saturate(inserts, Round));
            Times.Say($"round {round + 1}: {hallRates[^1]:0} punches/s, bare endpoint {bareRates[^1]:0}/s");
        }

        var (median, bareMedian) = (Times.Median(hallRates), Times.Median(bareRates));
        Times.Say($"median: {median:0} punches/s, bare endpoint {bareMedian:0}/s, ratio {median / bareMedian:0.00}");
        var times = await AtRate(punches, TimeSpan.FromSeconds(20));
        Times.Say($"at {PerSecond}/s for 20 s: {times.Count} accepted; median {Times.At(times, 0.5):0.0} ms, 99th percentile {Times.At(times, 0.99):0.0} ms, longest {times[^1]:0.0} ms");
    }

    private static async Task<double> Saturate(List<PunchLoad> phones, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var accepted = await Task.WhenAll(phones.Select(phone => Task.Run(async () =>
        {
            var count = 0;
            for (; watch.Elapsed < time; count++)
                _ = await phone.Press() ?? throw new InvalidOperationException("A press was not accepted.");
            return count;
        })));
        return accepted.Sum() / watch.Elapsed.TotalSeconds;
    }

    // Presses are due at fixed moments; a late answer delays none of the others, and waiting for a free connection counts.
    private static async Task<List<double>> AtRate(List<PunchLoad> phones, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var times = await Task.WhenAll(phones.Select((phone, number) => Task.Run(async () =>
        {
            var own = new List<double>();
            var gap = TimeSpan.FromSeconds((double)phones.Count / PerSecond);
            for (var due = gap * number / phones.Count; due < time; due += gap)
            {
                if (due - watch.Elapsed is { Ticks: > 0 } wait)
                    await Task.Delay(wait);
                // The timer's own lateness is the load's, not the hall's.
                var from = TimeSpan.FromTicks(Math.Max(due.Ticks, Math.Min(watch.Elapsed.Ticks, (due + TimeSpan.FromMilliseconds(16)).Ticks)));
                _ = await phone.Press() ?? throw new InvalidOperationException("A press was not accepted.");
                own.Add((watch.Elapsed - from).TotalMilliseconds);
            }

            return own;
        })));
        return [.. times.SelectMany(own => own).Order()];
    }

    private static async Task<BareProcess> StartBare(RunningHall hall)
    {
        await using (var owner = NpgsqlDataSource.Create(hall.Connections.Owner))
        await using (var table = owner.CreateCommand("CREATE TABLE bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz, key uuid); GRANT ALL ON bare TO hall_app"))
            await table.ExecuteNonQueryAsync();
        var address = new Uri($"http://127.0.0.1:{hall.Address.Port + 1}");
        var start = new ProcessStartInfo("dotnet", [typeof(PunchBenchmark).Assembly.Location, "bare-endpoint"]) { UseShellExecute = false };
        start.Environment["BARE_ADDRESS"] = address.ToString();
        start.Environment["BARE_DATABASE"] = hall.Connections.Application;
        var process = Process.Start(start)!;
        using var browser = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await browser.GetAsync(address);
                return new BareProcess(process, address);
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    private sealed record BareProcess(Process Process, Uri Address) : IDisposable
    {
        public void Dispose() => Process.Dispose();
    }
}
