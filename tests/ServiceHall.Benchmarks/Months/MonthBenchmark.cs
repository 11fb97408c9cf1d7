using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using ServiceHall.Benchmarks.Pages;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance.Months;
using ServiceHall.Web.Tests;

namespace ServiceHall.Benchmarks.Months;

/// <summary>
/// The month grid of 300 people: how many statements it sends, how long it takes until a real browser has drawn it, how
/// smoothly it scrolls, and what it holds in memory while it is open.
/// </summary>
internal static class MonthBenchmark
{
    private const int Loads = 20;
    private const int Open = 10;
    private const string Page = "/desk/attendance/month";
    private static readonly ShowMonth.Request November = new(new YearMonth(2026, 11), null, null, null, "");

    public static async Task<int> Run()
    {
        await using var hall = await RunningHall.Start(1, "2026-11-27T15:00");
        await using var statements = await StatementCount.Start(hall);
        await using var filled = new FilledHall(hall);
        var section = await FilledMonth.Fill(filled);
        var show = filled.Get<ShowMonth>();
        var grid = (await show.Run(section, November, default)).Value.Grid;
        Times.Say($"{grid.Rows.Count} people, {grid.Days.Count} days, {grid.Rows.Sum(row => row.HalfDays.Count(state => state >= HalfDay.Open))} half days that are more than blank or a day off; {Times.Load}");
        Times.Say($"the use case: {await statements.Of(() => show.Run(section, November, default))} statements, median {await Median(() => show.Run(section, November, default)):0.0} ms; {Times.Load}");
        await Remembered(show, section);

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
        var context = await SignedIn(hall, browser);
        var page = await context.NewPageAsync();
        var drawn = new List<double>();
        for (var load = -3; load < Loads; load++)
        {
            var took = await Draw(page, hall);
            if (load >= 0)
                drawn.Add(took);
        }

        Times.Say($"drawn in Chromium, from the start of the navigation to the first rows on the screen: median {Times.Median(drawn):0} ms, longest {drawn.Max():0} ms of {Loads}; {Times.Load}");
        Times.Say($"statements of the whole load, with the page, its circuit and what the hall asks about the sign-in: {await statements.Of(() => Draw(page, hall))}");
        var frames = (await page.EvaluateAsync<double[]>(Scroll)).Order().ToList();
        Times.Say($"scrolled through all rows in three seconds: {frames.Count} frames, median {Times.At(frames, 0.5):0.0} ms, 99th percentile {Times.At(frames, 0.99):0.0} ms, longest {frames[^1]:0.0} ms; {Times.Load}");
        await page.CloseAsync();
        await Held(hall, context);
        return 0;
    }

    // What the use case's answer itself holds, without the circuit.
    private static async Task Remembered(ShowMonth show, Actor section)
    {
        var kept = new List<ShowMonth.Found>();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var one = 0; one < Loads; one++)
            kept.Add((await show.Run(section, November, default)).Value);
        var held = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1024.0 / kept.Count;
        Times.Say($"an answer holds {held:0} KB");
        GC.KeepAlive(kept);
    }

    // What the application's process grows by for each page that stays open, with its circuit.
    private static async Task Held(RunningHall hall, IBrowserContext context)
    {
        var before = Resident(hall.ProcessId);
        for (var one = 0; one < Open; one++)
            await Draw(await context.NewPageAsync(), hall);
        Times.Say($"{Open} open grids: the process grew by {(Resident(hall.ProcessId) - before) / Open:0.0} MB for each, resident, from {before:0} MB; {Times.Load}");
    }

    private static double Resident(int processId) =>
        double.Parse(File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;

    private static async Task<IBrowserContext> SignedIn(RunningHall hall, IBrowser browser)
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        var cookies = (await hall.SignIn(0, "/sign-in")).Split("; ").Select(cookie => cookie.Split('=', 2));
        await context.AddCookiesAsync(cookies.Select(cookie => new Cookie { Name = cookie[0], Value = cookie[1], Url = hall.Address.ToString() }));
        await context.AddInitScriptAsync("""
            new MutationObserver((_, watch) => {
              if (document.querySelectorAll("tr[data-row]").length < 10) return;
              watch.disconnect();
              requestAnimationFrame(() => requestAnimationFrame(() => { window.drawn = performance.now(); }));
            }).observe(document, { childList: true, subtree: true });
            """);
        return context;
    }

    private static async Task<double> Draw(IPage page, RunningHall hall)
    {
        await page.GotoAsync(new Uri(hall.Address, Page).ToString());
        await page.WaitForFunctionAsync("() => window.drawn > 0");
        return await page.EvaluateAsync<double>("() => window.drawn");
    }

    private static async Task<double> Median(Func<Task> act)
    {
        await act();
        var times = new List<double>();
        for (var load = 0; load < Loads; load++)
        {
            var from = Stopwatch.GetTimestamp();
            await act();
            times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        return Times.Median(times);
    }

    private const string Scroll = """
        () => new Promise(done => {
          const region = document.querySelector(".month-scroll"), frames = [], start = performance.now();
          let before = start;
          const step = now => {
            frames.push(now - before);
            before = now;
            region.scrollTop = (region.scrollHeight - region.clientHeight) * Math.min(1, (now - start) / 3000);
            if (now - start < 3000) requestAnimationFrame(step); else done(frames.slice(1));
          };
          requestAnimationFrame(step);
        })
        """;
}
