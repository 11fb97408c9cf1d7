using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Ranking;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Tests;

namespace ServiceHall.Benchmarks.Pages;

/// <summary>
/// What the phone's first page weighs and takes, and how many statements the pages send: each page's GET, and where the
/// page is alive in a circuit, the use case that it reads with there.
/// </summary>
internal static partial class PageBenchmark
{
    private const int Loads = 50;

    public static async Task<int> Run()
    {
        await using var hall = await RunningHall.Start(2, "2026-11-20T08:40");
        await using var statements = await StatementCount.Start(hall);
        await using var filled = new FilledHall(hall);
        await filled.Fill();
        Times.Say($"{FilledHall.Windows} windows, {FilledHall.People} people, {FilledHall.Findings} findings; {Times.Load}");
        using var phone = await Browser(hall, 0);
        await Weigh(phone, "/m");
        await Count(statements, phone, "/m", null);

        var section = await GrantSection(filled, "P1");
        using var desk = await Browser(hall, 1, "/sign-in");
        var quarter = new Quarter(2026, 4);
        await Count(statements, desk, "/desk", () => filled.Get<UnreadCounts>().Of(section.StaffId, default));
        await Count(statements, desk, "/desk/findings", () => Ask(filled.Get<ListFindings>().Run(section, new("", null, ListFindings.State.All, 1), default)));
        await Count(statements, desk, "/desk/scores", () => Ask(filled.Get<ListScores>().Run(section, new(SubjectKind.Person, quarter, "", 1), default)));
        await Count(statements, desk, "/desk/standing", () => Ask(filled.Get<ShowStanding>().Run(section, new(SubjectKind.Window, quarter, 1), default)));
        return 0;
    }

    private static async Task Count(StatementCount statements, HttpClient browser, string page, Func<Task>? reads)
    {
        await Time(browser, page);
        var (get, load) = (await statements.Of(() => Open(browser, page)), await statements.Of(() => Load(browser, page)));
        Times.Say($"{page}: {get} statements with its GET, {load} with everything that it loads and the connection of its circuit");
        if (reads is not null)
            Times.Say($"{page}: {await statements.Of(reads)} statements more in the circuit, by which the page reads; they take {await Median(reads):0.0} ms");
    }

    // As a browser does: the page, then what it names, each as small as the server gives it.
    private static async Task Weigh(HttpClient browser, string page)
    {
        var sent = await Bytes(browser, page);
        Times.Say($"{page}: {sent} bytes");
        foreach (var file in Files(await browser.GetStringAsync(page)))
        {
            var bytes = await Bytes(browser, file);
            Times.Say($"  {file}: {bytes} bytes");
            sent += bytes;
        }

        Times.Say($"{page} in all: {sent} bytes");
    }

    private static IEnumerable<string> Files(string html) =>
        Named().Matches(html).Select(match => match.Groups[1].Value).Where(name => name.Contains('.', StringComparison.Ordinal)).Distinct();

    private static async Task Load(HttpClient browser, string page)
    {
        var html = await browser.GetStringAsync(page);
        foreach (var file in Files(html))
            await Bytes(browser, file);
        if (!html.Contains("blazor.web.js", StringComparison.Ordinal))
            return;
        using var negotiated = (await browser.PostAsync("/_blazor/negotiate?negotiateVersion=1", null)).EnsureSuccessStatusCode();
        var token = JsonNode.Parse(await negotiated.Content.ReadAsStringAsync())!["connectionToken"]!.GetValue<string>();
        using var circuit = new ClientWebSocket();
        circuit.Options.SetRequestHeader("Cookie", browser.DefaultRequestHeaders.GetValues("Cookie").Single());
        await circuit.ConnectAsync(new Uri($"ws://{browser.BaseAddress!.Authority}/_blazor?id={token}"), default);
    }

    private static async Task<int> Bytes(HttpClient browser, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd("gzip, deflate, br");
        using var answer = (await browser.SendAsync(request)).EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    private static async Task Time(HttpClient browser, string page) =>
        Times.Say($"{page}: median of {Loads} {await Median(() => Open(browser, page)):0.0} ms, after 20 to warm up; {Times.Load}");

    private static async Task<double> Median(Func<Task> act)
    {
        for (var warm = 0; warm < 20; warm++)
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

    private static async Task Open(HttpClient browser, string page)
    {
        using var answer = await browser.GetAsync(page);
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException($"{page}: {answer.StatusCode}.");
    }

    private static async Task Ask<T>(Task<Answer<T>> answer) => _ = (await answer).Value;

    private static async Task<HttpClient> Browser(RunningHall hall, int clerk, string page = "/m/sign-in")
    {
        var browser = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = hall.Address };
        browser.DefaultRequestHeaders.Add("Cookie", await hall.SignIn(clerk, page));
        return browser;
    }

    private static async Task<Actor> GrantSection(FilledHall filled, string number)
    {
        await using var db = filled.Factory.CreateDbContext();
        var staff = await db.Staff.SingleAsync(person => person.Number == number);
        db.Add(new RoleGrant { StaffId = staff.Id, Role = HallRole.Section });
        await db.SaveChangesAsync();
        return new Actor(staff.Id, "192.0.2.1");
    }

    [GeneratedRegex("(?:href|src)=\"(/[^\"#?]+)\"")]
    private static partial Regex Named();
}
