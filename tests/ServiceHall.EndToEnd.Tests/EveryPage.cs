using System.Text.RegularExpressions;
using ServiceHall.Web.Accounts;

namespace ServiceHall.EndToEnd.Tests;

/// <summary>What holds for every page that somebody can reach from the navigation.</summary>
[Collection(nameof(Hall))]
public sealed partial class EveryPage(Hall hall)
{
    // Terms that Chinese users read as they are, and staff numbers and codes of this hall.
    private static readonly HashSet<string> Known = ["HTTPS", "GBK", "UTF", "CSV", "xlsx", "MB", "kiosk", "screen", "code", "terminal", "html", "run", "sh", "empty", "Excel", "JSON", "json", "holiday", "cn", "m", "docs", "http", "md",
        // What the scheduler's own pages are called, and how their clock tells the half of the day.
        "Hangfire", "AM", "PM",
        // The standard's own name, and the command that an administrator types.
        "GB", "hall", "verify", "known"];

    [Theory]
    [InlineData(nameof(HallRole.Section))]
    [InlineData(nameof(HallRole.SectionHead))]
    [InlineData(nameof(HallRole.SystemAdministrator))]
    [InlineData(nameof(HallRole.AuditAdministrator))]
    [InlineData(nameof(HallRole.HallLeader))]
    [InlineData(nameof(HallRole.UnitLeader))]
    [InlineData(nameof(HallRole.WindowLeader))]
    public async Task The_desk_speaks_Chinese_and_reports_no_errors(string role)
    {
        var desk = await hall.Desk();
        var faults = Listen(desk);
        await Hall.SignIn(desk, await hall.Holder(Enum.Parse<HallRole>(role)), "/desk");
        var pages = await desk.Locator("nav.side a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        Assert.True(pages.Length > 2, "The navigation leads nowhere.");

        foreach (var page in pages.Append("/sign-in").Append("/first-password"))
            await Look(desk, page, faults);

        Assert.Empty(faults);
    }

    [Fact]
    public async Task The_phone_speaks_Chinese_and_reports_no_errors()
    {
        var phone = await hall.Phone();
        var faults = Listen(phone);
        await Hall.SignIn(phone, await hall.Clerk(), "/m");
        var pages = await phone.Locator("nav.tabs a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        Assert.True(pages.Length > 2, "The tabs lead nowhere.");

        foreach (var page in pages.Append("/m/sign-in"))
            await Look(phone, page, faults);

        Assert.Empty(faults);
    }

    private static List<string> Listen(IPage page)
    {
        var faults = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                faults.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, fault) => faults.Add($"{page.Url}: {fault}");
        return faults;
    }

    private static async Task Look(IPage page, string address, List<string> faults)
    {
        await page.GotoAsync(address);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First).ToBeVisibleAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var text = await page.EvaluateAsync<string>("""
            () => [document.title, document.body.innerText, ...[...document.querySelectorAll("[placeholder],[title],[aria-label]")]
              .flatMap(at => [at.placeholder, at.title, at.ariaLabel])].filter(Boolean).join("\n")
            """);
        faults.AddRange(Word().Matches(Data().Replace(text, "")).Select(word => word.Value).Where(word => !Known.Contains(word)).Distinct()
            .Select(word => $"{address}: {word}"));
    }

    // What people and machines call themselves: numbers of people and windows, codes of items, versions, hashes, how a browser names itself.
    [GeneratedRegex(@"Mozilla/.*|\b[A-Z]{1,4}[-.]?\d[\w.-]*|\d+\.\d+\.\d+\+\w+|XXXX[-X]*|\b(?=[a-f]*\d)[0-9a-f]{4,}\b")]
    private static partial Regex Data();

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex Word();
}
