using static Microsoft.Playwright.Assertions;

namespace ServiceHall.EndToEnd.Tests;

/// <summary>A clerk's morning on a phone of 390x844 points.</summary>
[Collection(nameof(Hall))]
public sealed class PhoneDay(Hall hall)
{
    [Fact]
    public async Task A_clerk_signs_in_and_punches_within_the_fence()
    {
        var clerk = await hall.Clerk();
        var phone = await hall.Phone();
        await Hall.SignIn(phone, clerk, "/m");

        await Hall.Press(phone, "上午签到", metresNorth: 86);

        await Expect(phone.Locator("#told")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^已签到 0[78]:\d\d · 距离中心 8[5-7] 米 · 精度 ±12 米$"));
        await Expect(phone.Locator(".slots li").First).ToHaveClassAsync("Done");
        Assert.Equal(1, await hall.Punches(clerk));
    }

    [Fact]
    public async Task Two_taps_make_one_punch()
    {
        var clerk = await hall.Clerk();
        var phone = await hall.Phone();
        await Hall.SignIn(phone, clerk, "/m");

        await phone.GetByRole(AriaRole.Button, new() { Name = "上午签到" }).DblClickAsync();

        await Expect(phone.Locator("#told.yes")).ToContainTextAsync("已签到");
        await Expect(phone.GetByRole(AriaRole.Button, new() { Name = "上午签到" })).ToHaveCountAsync(0);
        Assert.Equal(1, await hall.Punches(clerk));
    }

    [Fact]
    public async Task The_button_waits_for_what_it_takes_so_that_no_tap_is_lost()
    {
        var clerk = await hall.Clerk();
        var phone = await hall.Phone();
        var slow = new TaskCompletionSource();
        await phone.RouteAsync("**/punch.js", async route =>
        {
            await slow.Task;
            await route.ContinueAsync();
        });
        await Hall.SignIn(phone, clerk, "/m");
        var button = phone.GetByRole(AriaRole.Button, new() { Name = "上午签到" });
        await Expect(button).ToBeDisabledAsync();

        var tap = button.ClickAsync();
        slow.SetResult();
        await tap;

        await Expect(phone.Locator("#told.yes")).ToContainTextAsync("已签到");
    }

    [Fact]
    public async Task Outside_the_fence_it_is_refused_with_the_distance()
    {
        var clerk = await hall.Clerk();
        var phone = await hall.Phone();
        await Hall.SignIn(phone, clerk, "/m");

        await Hall.Press(phone, "上午签到", metresNorth: 400);

        await Expect(phone.Locator("#told.no")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("距离大厅 (399|400).* 米.*允许 150 米.*超出 (249|250) 米，请走进大厅"));
        Assert.Equal(0, await hall.Punches(clerk));
    }

    [Fact]
    public async Task A_phone_that_may_not_say_where_it_is_says_what_to_do()
    {
        var clerk = await hall.Clerk();
        var phone = await hall.Phone(metresNorth: null);
        await Hall.SignIn(phone, clerk, "/m");

        await phone.GetByRole(AriaRole.Button, new() { Name = "上午签到" }).ClickAsync();

        await Expect(phone.Locator("#told.no")).ToContainTextAsync("网站设置 → 位置");
        Assert.Equal(0, await hall.Punches(clerk));
    }

    [Fact]
    public async Task Outside_the_hours_it_says_when_they_open()
    {
        var clerk = await hall.Clerk();
        var phone = await hall.Phone();
        await Hall.SignIn(phone, clerk, "/m");
        await Hall.Press(phone, "上午签到");

        await Expect(phone.Locator(".punch.idle")).ToContainTextAsync("上午签退 08:30 起");
        var told = await phone.EvaluateAsync<string>("""
            async () => (await (await fetch("/api/punches", { method: "POST", headers: { "Content-Type": "application/json" },
              body: JSON.stringify({ action: "out", key: crypto.randomUUID() }) })).json()).message
            """);

        Assert.Contains("下一次签退：今天 08:30 起", told, StringComparison.Ordinal);
        Assert.Equal(1, await hall.Punches(clerk));
    }
}
