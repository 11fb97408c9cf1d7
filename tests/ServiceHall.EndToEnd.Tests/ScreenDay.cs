using ServiceHall.Web.Accounts;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace ServiceHall.EndToEnd.Tests;

/// <summary>The lobby screen, 1920x1080.</summary>
[Collection(nameof(Hall))]
public sealed class ScreenDay(Hall hall, ITestOutputHelper report)
{
    [Fact]
    public async Task A_screen_paired_by_its_code_shows_a_finding_as_it_is_logged()
    {
        var window = await hall.Window("档案查询窗口");
        var desk = await hall.Desk();
        await Hall.SignIn(desk, await hall.Person(HallRole.Section), "/desk");
        var screen = await hall.Screen(desk);
        var row = screen.Locator(".standing [data-window]", new() { HasText = window.Name });
        // The window was made by another process; every 15 s the hall looks for itself.
        await Expect(row.Locator(".points")).ToHaveTextAsync("100.00");
        await row.EvaluateAsync("row => { row.kept = true; }");
        await desk.GotoAsync("/desk/findings/new");
        await FindingForm.Fill(desk, window.Name, "K1.3a");
        // Stamped by the screen itself, in the moment in which the number changes.
        await row.EvaluateAsync("""
            row => new MutationObserver((_, watch) => {
              if (row.querySelector(".points").textContent === "99.00") { window.changedAt = Date.now(); watch.disconnect(); }
            }).observe(row, { subtree: true, childList: true, characterData: true })
            """);

        var saved = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await FindingForm.Save(desk);
        await Expect(row.Locator(".points")).ToHaveTextAsync("99.00");

        var changed = (await screen.WaitForFunctionAsync("() => window.changedAt")).EvaluateAsync<double>("at => at");
        report.WriteLine($"From the press on 登记 to the screen: {await changed - saved:0} ms");
        Assert.True(await row.EvaluateAsync<bool>("row => row.kept === true"), "The row is another element than before.");
    }

    [Fact]
    public async Task The_server_is_killed_and_started_again_and_everything_lives_on()
    {
        var clerk = await hall.Clerk();
        var desk = await hall.Desk();
        await Hall.SignIn(desk, await hall.Person(HallRole.Section), "/desk");
        var screen = await hall.Screen(desk);
        var phone = await hall.Phone();
        await Hall.SignIn(phone, clerk, "/m");
        await Hall.Press(phone, "上午签到");
        await Expect(phone.Locator("#told.yes")).ToContainTextAsync("已签到");

        await hall.Server.Kill();
        await screen.ReloadAsync();
        await Expect(screen.Locator("#board")).ToBeVisibleAsync();
        await hall.Server.Start();
        var window = await hall.Window("社会救助窗口二");

        await Expect(screen.Locator(".standing [data-window]", new() { HasText = window.Name })).ToBeVisibleAsync();
        await phone.GotoAsync("/m");
        await Expect(phone.Locator(".slots li").First).ToHaveClassAsync("Done");
        Assert.Equal(1, await hall.Punches(clerk));
    }
}
