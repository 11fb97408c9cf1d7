using ServiceHall.Web.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceHall.EndToEnd.Tests;

/// <summary>The database stops and comes back.</summary>
[Collection(nameof(Hall))]
public sealed class Interruptions(Hall hall)
{
    [Fact]
    public async Task With_the_database_stopped_pages_say_so_and_come_back_by_themselves()
    {
        var phone = await hall.Phone();
        await Hall.SignIn(phone, await hall.Clerk(), "/m");
        await hall.WithoutDatabase(async () =>
        {
            var answer = await phone.GotoAsync("/m");

            Assert.Equal(503, answer!.Status);
            await Expect(phone.GetByRole(AriaRole.Heading, new() { Name = "服务暂时中断" })).ToBeVisibleAsync();
        });

        await Expect(phone.GetByRole(AriaRole.Button, new() { Name = "上午签到" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_desk_page_that_is_chosen_in_the_menu_meanwhile_opens_when_the_database_is_back()
    {
        var desk = await hall.Desk();
        await Hall.SignIn(desk, await hall.Person(HallRole.Section), "/desk/people");
        await Expect(desk.Locator("table.rows tbody tr").First).ToBeVisibleAsync();
        await hall.WithoutDatabase(async () =>
        {
            await desk.GetByRole(AriaRole.Link, new() { Name = "窗口与大厅" }).First.ClickAsync();

            await Expect(desk.GetByRole(AriaRole.Heading, new() { Name = "服务暂时中断" })).ToBeVisibleAsync();
        });

        await Expect(desk.GetByRole(AriaRole.Heading, new() { Name = "窗口与大厅" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_desk_page_that_was_open_works_again_after_the_database_was_away()
    {
        var desk = await hall.Desk();
        await Hall.SignIn(desk, await hall.Person(HallRole.Section), "/desk/notices");
        await desk.GetByLabel("通知内容").FillAsync("数据库停了也要发布");
        await hall.WithoutDatabase(async () =>
        {
            await desk.GetByRole(AriaRole.Button, new() { Name = "发布" }).ClickAsync();

            await Expect(desk.Locator("#blazor-error-ui")).ToContainTextAsync("服务暂时中断");
            await Expect(desk.Locator("#blazor-error-ui")).ToBeVisibleAsync();
            await Expect(desk.Locator("#blazor-error-ui").GetByRole(AriaRole.Button)).ToBeVisibleAsync();
        });

        // What was written is there again, is published at the second press, and is then forgotten.
        await Expect(desk.Locator("#blazor-error-ui")).ToBeHiddenAsync();
        await Expect(desk.GetByLabel("通知内容")).ToHaveValueAsync("数据库停了也要发布");
        await desk.GetByRole(AriaRole.Button, new() { Name = "发布" }).ClickAsync();
        await Expect(desk.Locator("table.rows tbody")).ToContainTextAsync("数据库停了也要发布");
        await desk.ReloadAsync();
        await Expect(desk.Locator("table.rows tbody")).ToContainTextAsync("数据库停了也要发布");
        await Expect(desk.GetByLabel("通知内容")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_page_that_fails_again_later_comes_back_by_itself_again()
    {
        var desk = await hall.Desk();
        await Hall.SignIn(desk, await hall.Person(HallRole.Section), "/desk/people");
        await Expect(desk.Locator("table.rows tbody tr").First).ToBeVisibleAsync();
        await desk.RouteAsync("**/desk/whose", route => route.AbortAsync());
        await Bar("block");
        await Expect(desk.Locator("#fault-told")).ToContainTextAsync("连不上服务器");
        // It mends itself without the page being opened anew; whoever looks finds nothing that waits.
        await Bar("none");
        await desk.Locator(".connection-again").First.DispatchEventAsync("click");
        await desk.UnrouteAsync("**/desk/whose");

        await desk.RunAndWaitForRequestAsync(() => Bar("block"), request => request.IsNavigationRequest);

        await Expect(desk.Locator("table.rows tbody tr").First).ToBeVisibleAsync();

        async Task Bar(string display) =>
            await desk.EvaluateAsync("display => { document.getElementById('blazor-error-ui').style.display = display; }", display);
    }
}
