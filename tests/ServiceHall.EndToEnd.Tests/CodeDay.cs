using System.Text.RegularExpressions;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;
using static Microsoft.Playwright.Assertions;

namespace ServiceHall.EndToEnd.Tests;

/// <summary>The hall's code and its terminal: two screens that the section pairs.</summary>
[Collection(nameof(Hall))]
public sealed class CodeDay(Hall hall)
{
    [Fact]
    public async Task A_phone_that_scans_the_screen_signs_in_and_punches_without_a_position()
    {
        var (site, clerk) = await hall.HallWithCode("动态码分厅", SiteProof.Code);
        var screen = await Paired("/screen/code.html", site, "分厅工作区");
        await Expect(screen.Locator("#code")).ToHaveTextAsync(new Regex(@"^\d{4} \d{4}$"));
        var phone = await hall.Phone(metresNorth: null);

        // What the QR code holds, as a camera opens it.
        await Hall.SignIn(phone, clerk, "/m?code=" + await Code(screen));
        await Expect(phone.GetByLabel("大厅动态码")).ToHaveValueAsync(new Regex(@"^\d{8}$"));
        // On a busy machine the sign-in may have taken longer than the code holds.
        await phone.GetByLabel("大厅动态码").FillAsync(await Code(screen));
        await phone.GetByRole(AriaRole.Button, new() { Name = "上午签到" }).ClickAsync();

        await Expect(phone.Locator("#told")).ToHaveTextAsync(new Regex(@"^已签到 0[78]:\d\d · 凭动态码$"));
        Assert.Equal(1, await hall.Punches(clerk));
    }

    [Fact]
    public async Task Somebody_without_a_phone_punches_at_the_terminal_which_forgets_at_once()
    {
        var (site, clerk) = await hall.HallWithCode("终端分厅", SiteProof.PositionOrCode);
        var phone = await hall.Phone();
        await Hall.SignIn(phone, clerk, "/m/pin");
        await phone.GetByLabel("登录密码").FillAsync("Morning-8-30");
        await phone.GetByLabel("终端密码").FillAsync("295183");
        await phone.GetByLabel("再输入一次").FillAsync("295183");
        await phone.GetByRole(AriaRole.Button, new() { Name = "设置" }).ClickAsync();
        await Expect(phone.GetByRole(AriaRole.Status)).ToContainTextAsync("终端密码已设置");
        var terminal = await Paired("/screen/terminal.html", site, "分厅大门", 1024, 768);

        await terminal.Keyboard.TypeAsync(clerk);
        await terminal.GetByRole(AriaRole.Button, new() { Name = "终端密码" }).ClickAsync();
        foreach (var digit in "295183")
            await terminal.Locator("#keys").GetByText(digit.ToString(), new() { Exact = true }).ClickAsync();
        await terminal.GetByRole(AriaRole.Button, new() { Name = "签到" }).ClickAsync();

        await Expect(terminal.Locator("#verdict.yes")).ToContainTextAsync(new Regex(@"测试E\d+.*已签到 0[78]:\d\d · 大厅终端"));
        await Expect(terminal.Locator("#number b")).ToHaveTextAsync("");
        Assert.Equal(1, await hall.Punches(clerk));
    }

    private static async Task<string> Code(IPage screen) => (await screen.Locator("#code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);

    private async Task<IPage> Paired(string address, string site, string name, int width = 1280, int height = 800)
    {
        var desk = await hall.Desk();
        await Hall.SignIn(desk, await hall.Person(HallRole.Section), "/desk");
        var screen = await hall.Desk(width, height);
        await screen.GotoAsync(address);
        await Expect(screen.Locator("#pair-code")).ToHaveTextAsync(new Regex(@"^\d{3} \d{3}$"));
        await desk.GotoAsync("/desk/screens");
        await desk.GetByLabel("配对码").FillAsync(await screen.Locator("#pair-code").InnerTextAsync());
        await desk.GetByLabel("名称").FillAsync(name);
        await desk.GetByLabel("大厅", new() { Exact = true }).SelectOptionAsync(site);
        await desk.GetByRole(AriaRole.Button, new() { Name = "配对" }).ClickAsync();
        await Expect(screen.Locator("#shown")).ToBeVisibleAsync();
        return screen;
    }
}
