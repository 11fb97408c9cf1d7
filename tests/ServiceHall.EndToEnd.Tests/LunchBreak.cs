using System.Text.RegularExpressions;
using ServiceHall.Web.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceHall.EndToEnd.Tests;

/// <summary>Somebody leaves in the middle of a form, and the connection and the sign-in do not wait.</summary>
[Collection(nameof(Hall))]
public sealed class LunchBreak(Hall hall)
{
    [Fact]
    public async Task The_connection_and_the_sign_in_are_gone_and_what_was_written_is_there_after_signing_in_again()
    {
        var desk = await hall.Desk();
        var number = await hall.Person(HallRole.Section);
        var cuts = new List<IWebSocketRoute>();
        var isCut = false;
        await desk.RouteWebSocketAsync(new Regex("/_blazor"), socket =>
        {
            socket.ConnectToServer();
            cuts.Add(socket);
        });
        await desk.RouteAsync(new Regex("/_blazor/negotiate|/desk/whose"), async route =>
        {
            if (isCut) await route.AbortAsync(); else await route.ContinueAsync();
        });
        await Hall.SignIn(desk, number, "/desk/people/new");
        await desk.GetByLabel("工号").FillAsync("E-1230");
        await desk.GetByLabel("姓名").FillAsync("午休前写到一半");

        // The laptop sleeps; meanwhile the sign-in ends elsewhere.
        isCut = true;
        foreach (var socket in cuts)
            await socket.CloseAsync();
        await Expect(desk.Locator("#connection")).ToContainTextAsync("连不上服务器");
        await Expect(desk.GetByRole(AriaRole.Button, new() { Name = "立即重试" })).ToBeVisibleAsync();
        await hall.EndSignIns(number);
        isCut = false;

        await Expect(desk).ToHaveURLAsync(new Regex("/sign-in\\?ended=1&back=%2Fdesk%2Fpeople%2Fnew"), new() { Timeout = 15_000 });
        await Hall.FillSignIn(desk, number);
        await Expect(desk).ToHaveURLAsync(new Regex("/desk/people/new$"));
        await Expect(desk.GetByLabel("姓名")).ToHaveValueAsync("午休前写到一半");
        await Expect(desk.GetByText("已找回上次没有提交的内容")).ToBeVisibleAsync();

        // The page knows it as typed, and once saved it is forgotten.
        await desk.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(desk.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("午休前写到一半");
        await desk.GotoAsync("/desk/people/new");
        await Expect(desk.GetByLabel("姓名")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_photo_that_is_chosen_while_the_network_is_away_arrives_when_it_is_back()
    {
        var window = await hall.Window("相机窗口");
        var desk = await hall.Desk();
        await Hall.SignIn(desk, await hall.Person(HallRole.Section), "/desk/findings/new");
        await FindingForm.Fill(desk, window.Name, "K1.3a");
        var photo = await FindingForm.Photo(desk);

        await desk.Context.SetOfflineAsync(true);
        await desk.Locator("input[type=file]").SetInputFilesAsync(photo);
        await Expect(desk.Locator(".photos figure")).ToContainTextAsync("网络中断");
        await desk.Context.SetOfflineAsync(false);

        await Expect(desk.Locator(".photos .waiting figure")).ToHaveCountAsync(0);
        await Expect(desk.Locator(".photos img")).ToHaveCountAsync(1);
        await FindingForm.Save(desk);
    }
}
