using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Boards;
using ServiceHall.Web.Tests;
using ServiceHall.Web.Tests.Boards;

namespace ServiceHall.Benchmarks.Boards;

/// <summary>
/// From a commit to the lobby screens: 200 screens of one hall are connected to the running application; clerks sign in one
/// after the other, and each screen's time is taken from the answer to the punch until it has read the snapshot that counts
/// it. Screens and clerks run on the same machine and take their share of it.
/// </summary>
internal static class BoardBenchmark
{
    private const int Screens = 200;
    private const int Changes = 60;

    // Each screen reports itself every 15 s, as the kiosk does; a change is made about every second.
    private const int ChangesBetweenReports = 15;

    public static async Task<int> Run()
    {
        // Every second clerk works in the hall whose board is shown.
        await using var hall = await RunningHall.Start(2 * Changes, "2026-11-20T08:40");
        await using var filled = new FilledHall(hall);
        await filled.Fill();
        var screens = await Connect(hall, filled);
        var window = await Window(filled);
        var times = new List<double>();
        Times.Say($"{Screens} screens, {FilledHall.Windows} windows, {FilledHall.People} people, {FilledHall.Findings} findings; {Times.Load}");
        for (var change = 0; change < Changes; change++)
        {
            var cookie = await hall.SignIn(2 * change);
            using var phone = new PunchLoad(hall.Address, cookie);
            // Spread over the 200 ms in which boards are built at most once.
            await Task.Delay(800 + (change * 37 % 200));
            var (number, expected) = (change, change + 1);
            var heard = screens.Select(screen => Task.Run(() => Hears(screen, window, expected))).ToList();
            _ = await phone.Press() ?? throw new InvalidOperationException("A press was not accepted.");
            var committed = Stopwatch.GetTimestamp();
            var arrivals = await Task.WhenAll(heard);
            times.AddRange(arrivals.Select(at => Stopwatch.GetElapsedTime(committed, at.Read).TotalMilliseconds));
            await Task.WhenAll(screens.Zip(arrivals).Where((_, index) => (index + number) % ChangesBetweenReports == 0)
                .Select(pair => pair.First.Call("Seen", new { version = "bench", number = pair.Second.Number })));
        }

        times.Sort();
        Times.Say($"{Changes} changes on {Screens} screens: median {Times.At(times, 0.5):0} ms, 99th percentile {Times.At(times, 0.99):0} ms, longest {times[^1]:0} ms; {Times.Load}");
        foreach (var screen in screens)
            await screen.DisposeAsync();
        return 0;
    }

    private static async Task<List<ScreenClient>> Connect(RunningHall hall, FilledHall filled)
    {
        await using var db = filled.Factory.CreateDbContext();
        var site = await db.Sites.Where(one => one.Code == "H0").Select(one => one.Id).SingleAsync();
        var clock = filled.Get<TimeProvider>();
        var (offers, pair, collect) = (new OfferPairing(filled.Factory, clock), new PairScreen(filled.Factory, clock), new CollectToken(filled.Factory, clock));
        var screens = new List<ScreenClient>();
        for (var number = 0; number < Screens; number++)
        {
            var offer = (await offers.Run("192.0.2.1", hall.Address, default)).Value;
            _ = (await pair.Run(Actor.Hall, new(offer.Code, $"大屏{number}", site), default)).Value;
            var token = (await collect.Run(offer.PairingId, default)).Value.Token!;
            screens.Add(await ScreenClient.Connect(new Uri(hall.Address, $"/hub/boards?access_token={token}")));
        }

        return screens;
    }

    // Snapshots without the punch come between: a demonstration's board shows the minute.
    private static async Task<(long Read, long Number)> Hears(ScreenClient screen, string window, int present)
    {
        while (true)
        {
            var snapshot = (await screen.Heard("Snapshot"))!;
            if (Present(snapshot, window) >= present)
                return (Stopwatch.GetTimestamp(), snapshot["number"]!.GetValue<long>());
        }
    }

    private static int Present(JsonNode snapshot, string window) => snapshot["presence"]!["windows"]!.AsArray()
        .Single(row => row!["windowId"]!.GetValue<string>() == window)!["present"]!.GetValue<int>();

    private static async Task<string> Window(FilledHall filled)
    {
        await using var db = filled.Factory.CreateDbContext();
        return $"{await db.Windows.Where(window => window.Code == "W0").Select(window => window.Id).SingleAsync()}";
    }
}
