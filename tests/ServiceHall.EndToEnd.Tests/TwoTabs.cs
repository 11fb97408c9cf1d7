using System.Text.RegularExpressions;
using ServiceHall.Web.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceHall.EndToEnd.Tests;

/// <summary>One browser, two tabs, two people: a page belongs to whoever opened it.</summary>
[Collection(nameof(Hall))]
public sealed class TwoTabs(Hall hall)
{
    [Fact]
    public async Task What_the_head_left_open_leaves_when_a_clerk_signs_in_in_the_other_tab()
    {
        var head = await hall.Desk();
        await Hall.SignIn(head, await hall.Person(HallRole.SectionHead), "/desk/notices");
        await head.GetByLabel("通知内容").FillAsync("不是科长写的");
        var other = await head.Context.NewPageAsync();
        await other.GotoAsync("/desk");
        await Expect(other.GetByRole(AriaRole.Button, new() { Name = "退出" })).ToBeVisibleAsync();

        await other.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        await Expect(head).ToHaveURLAsync(new Regex("/sign-in\\?ended=1&back=%2Fdesk%2Fnotices"), new() { Timeout = 5_000 });
        await Hall.SignIn(other, await hall.Clerk(), "/sign-in");

        // Nothing of the head's is the clerk's: neither the page nor what was half written.
        var answer = await head.GotoAsync("/desk/notices");
        Assert.Equal(403, answer!.Status);
        Assert.Equal(0, await head.EvaluateAsync<int>("() => Object.keys(localStorage).filter(key => key.startsWith('hall.draft.')).length"));
    }
}
