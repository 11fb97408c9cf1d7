using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Tests;

namespace ServiceHall.Benchmarks.Rush;

/// <summary>
/// A morning's rush: 5,000 people of 500 windows sign in, each on a phone and a connection of their own, while 50 desks
/// have the page of today open. The ten minutes are run in less time, at a higher rate, at moments drawn at random.
/// </summary>
internal static class RushBenchmark
{
    private const int People = 5000;
    private const int AtAWindow = 10;
    private const int Desks = 50;
    private const int DefaultSeconds = 120;
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(60);

    /// <param name="seconds">In how many seconds all sign in.</param>
    public static async Task<int> Run(string? seconds)
    {
        var time = TimeSpan.FromSeconds(seconds is null ? DefaultSeconds : int.Parse(seconds, CultureInfo.InvariantCulture));
        await using var hall = await RunningHall.Start(Desks, "2026-11-20T08:20");
        await using var filled = new FilledHall(hall);
        var rows = FilledHall.Rows(People, AtAWindow, "H0");
        var plan = (await filled.Get<ImportPeople>().Preview(Actor.Hall, rows, new FilledHall.Silent(), default)).Value;
        _ = (await filled.Get<ImportPeople>().Run(Actor.Hall, rows, plan.Fingerprint(), new FilledHall.Silent(), default)).Value;
        var cookies = await PhoneCookies.Make(filled, "B");
        await MakeSection(filled);
        Times.Say($"{People} people, {People / AtAWindow} windows, {Desks} desks; {People / time.TotalSeconds:0.0} punches/s for {time.TotalSeconds:0} s (10 minutes would be {People / 600.0:0.0}/s); {Times.Load}");
        var desks = new List<DeskCircuit>();
        for (var desk = 0; desk < Desks; desk++)
        {
            using var browser = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = hall.Address };
            browser.DefaultRequestHeaders.Add("Cookie", await hall.SignIn(desk, "/sign-in"));
            desks.Add(await DeskCircuit.Open(browser, TodayPage.Address, $"{People}"));
        }

        await WarmUp(hall, cookies);
        var (before, processor) = (desks.ConvertAll(desk => desk.Batches), hall.ProcessorTime);
        var (times, refused, last) = await Punch(hall, cookies, time);
        processor = hall.ProcessorTime - processor;
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < MostPatience && desks.Exists(desk => desk.Awaited < last);)
            await Task.Delay(100);
        Times.Say($"{times.Count} accepted, {refused} refused or without an answer; median {Times.At(times, 0.5):0.0} ms, 99th percentile {Times.At(times, 0.99):0.0} ms, longest {times[^1]:0.0} ms; the hall used {processor.TotalSeconds:0.0} s of processor; {Times.Load}");
        var batches = desks.Select((desk, number) => (double)desk.Batches - before[number]).Order().ToList();
        var delays = desks.Where(desk => desk.Awaited >= last).Select(desk => Stopwatch.GetElapsedTime(last, desk.Awaited).TotalMilliseconds).Order().ToList();
        Times.Say($"each desk received {batches[0]:0} to {batches[^1]:0} render batches, {desks.Sum(desk => desk.Bytes) / 1024.0 / 1024.0 / Desks:0.0} MiB; {delays.Count} of {Desks} showed all {People} signed in, {(delays.Count > 0 ? delays[0] : 0):0} to {(delays.Count > 0 ? delays[^1] : 0):0} ms after the last answer");
        foreach (var fault in desks.Select(desk => desk.Fault).OfType<string>().Distinct())
            Times.Say($"a desk's page failed: {fault}");
        foreach (var desk in desks)
            await desk.DisposeAsync();
        return 0;
    }

    // A hall that has run for days has compiled its code: some of the people have pressed before.
    private static async Task WarmUp(RunningHall hall, List<string> cookies)
    {
        for (var press = 0; press < 300; press++)
        {
            using var phone = new PunchLoad(hall.Address, cookies[press % 50]);
            _ = await phone.Press() ?? throw new InvalidOperationException("A press was not accepted.");
        }
    }

    // Due moments are drawn at random over the time; a late answer delays nobody else.
    private static async Task<(List<double> Times, int Refused, long Last)> Punch(RunningHall hall, List<string> cookies, TimeSpan time)
    {
        var dice = new Random(20261120);
        var due = cookies.Select(cookie => (Cookie: cookie, At: time * dice.NextDouble())).OrderBy(press => press.At).ToList();
        var (times, refused, last) = (new ConcurrentBag<double>(), 0, 0L);
        var watch = Stopwatch.StartNew();
        var running = new List<Task>();
        foreach (var (cookie, at) in due)
        {
            if (at - watch.Elapsed is { Ticks: > 0 } wait)
                await Task.Delay(wait);
            running.Add(Task.Run(async () =>
            {
                using var phone = new PunchLoad(hall.Address, cookie);
                var from = Stopwatch.GetTimestamp();
                try
                {
                    if (await phone.Press() is null)
                        Interlocked.Increment(ref refused);
                    else
                        times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
                }
                catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
                {
                    Interlocked.Increment(ref refused);
                }

                Interlocked.Exchange(ref last, Stopwatch.GetTimestamp());
            }));
        }

        await Task.WhenAll(running);
        return ([.. times.Order()], refused, last);
    }

    private static async Task MakeSection(FilledHall filled)
    {
        await using var db = filled.Factory.CreateDbContext();
        var desks = await db.Staff.Where(staff => EF.Functions.Like(staff.Number, "P%")).Select(staff => staff.Id).ToListAsync();
        db.AddRange(desks.Select(id => new RoleGrant { StaffId = id, Role = HallRole.Section }));
        await db.SaveChangesAsync();
    }
}
