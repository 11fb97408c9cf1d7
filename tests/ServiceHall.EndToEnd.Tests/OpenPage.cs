using System.Text.RegularExpressions;
using ServiceHall.Web.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceHall.EndToEnd.Tests;

/// <summary>A page of the desk that is open when something leads to it once more.</summary>
[Collection(nameof(Hall))]
public sealed class OpenPage(Hall hall)
{
    [Fact]
    public async Task A_list_that_is_open_shows_what_its_address_says_and_what_came_meanwhile()
    {
        var desk = await hall.Desk();
        await Hall.SignIn(desk, await hall.Person(HallRole.Section), "/desk/people");
        var text = desk.GetByLabel("查找");
        await text.FillAsync("新来的");
        await desk.GetByRole(AriaRole.Button, new() { Name = "查询" }).ClickAsync();
        await Expect(desk.Locator("table.rows tbody")).ToContainTextAsync("没有符合条件的人员");
        await Expect(desk).ToHaveURLAsync(new Regex(@"\?q="));

        // The page is open; its link in the navigation leads to the whole list, and the way back to the filter.
        var link = desk.Locator("nav.side").GetByRole(AriaRole.Link, new() { Name = "人员名单" });
        await link.ClickAsync();
        await Expect(desk.Locator("table.rows tbody")).Not.ToContainTextAsync("没有符合条件的人员");
        await Expect(text).ToHaveValueAsync("");
        await desk.GoBackAsync();
        await Expect(text).ToHaveValueAsync("新来的");
        await Expect(desk.Locator("table.rows tbody")).ToContainTextAsync("没有符合条件的人员");

        // Pressed again at the same address, it shows who came meanwhile.
        await link.ClickAsync();
        await Expect(text).ToHaveValueAsync("");
        var total = await desk.Locator("form.bar .muted").InnerTextAsync();
        await hall.Clerk();
        await link.ClickAsync();
        await Expect(desk.Locator("form.bar .muted")).Not.ToHaveTextAsync(total);
    }

    [Fact]
    public async Task What_is_being_written_stays_when_the_form_is_led_to_again()
    {
        var desk = await hall.Desk();
        await Hall.SignIn(desk, await hall.Person(HallRole.Section), "/desk/enrolments");
        await desk.GetByLabel("姓名").FillAsync("王新");
        await desk.GetByLabel("姓名").PressAsync("Tab");

        await desk.Locator("nav.side").GetByRole(AriaRole.Link, new() { Name = "入驻登记" }).ClickAsync();
        await desk.WaitForLoadStateAsync(LoadState.NetworkIdle);

        await Expect(desk.GetByLabel("姓名")).ToHaveValueAsync("王新");
    }
}
