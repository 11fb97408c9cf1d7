using ServiceHall.Web.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceHall.EndToEnd.Tests;

/// <summary>The section's day at a desk of 1440x900 points.</summary>
[Collection(nameof(Hall))]
public sealed class DeskDay(Hall hall)
{
    [Fact]
    public async Task The_section_logs_a_finding_with_a_photo_and_sees_before_what_will_follow()
    {
        var window = await hall.Window("不动产查询窗口");
        var desk = await hall.Desk();
        await Hall.SignIn(desk, await hall.Person(HallRole.Section), "/desk/findings/new");

        await FindingForm.Fill(desk, window.Name, "K1.3a");
        await desk.Locator("input[type=file]").SetInputFilesAsync(await FindingForm.Photo(desk));
        await Expect(desk.Locator(".photos figure")).ToHaveCountAsync(1);
        await Expect(desk.Locator(".preview")).ToContainTextAsync("-1 分");
        await Expect(desk.Locator(".preview")).ToContainTextAsync("考核 一(一)");
        await FindingForm.Save(desk);

        await desk.Locator(".note a").ClickAsync();
        await Expect(desk.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("K1.3a");
        var photo = desk.Locator(".photos img");
        await Expect(photo).ToHaveCountAsync(1);
        Assert.True(await photo.EvaluateAsync<bool>("async image => { await image.decode(); return image.naturalWidth > 0; }"));
    }

    [Fact]
    public async Task An_unknown_page_is_told_in_the_products_looks()
    {
        var desk = await hall.Desk();

        var answer = await desk.GotoAsync("/desk/nirgends");

        Assert.Equal(404, answer!.Status);
        await Expect(desk.GetByRole(AriaRole.Heading, new() { Name = "没有这个页面" })).ToBeVisibleAsync();
        await Expect(desk.GetByRole(AriaRole.Link, new() { Name = "返回首页" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_page_that_is_not_allowed_says_so()
    {
        var desk = await hall.Desk();
        await Hall.SignIn(desk, await hall.Clerk(), "/desk");

        var answer = await desk.GotoAsync("/desk/audit");

        Assert.Equal(403, answer!.Status);
        await Expect(desk.GetByRole(AriaRole.Heading, new() { Name = "没有权限" })).ToBeVisibleAsync();
    }
}
