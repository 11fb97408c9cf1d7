using System.Globalization;
using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance.Months;
using ServiceHall.Web.Scoring;

namespace ServiceHall.Web.Tests.Attendance;

public sealed class MonthPageTests(PunchingHall hall) : IClassFixture<PunchingHall>
{
    // A busy machine is slow, not wrong.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_month_is_drawn_and_a_pressed_half_day_tells_its_reason_and_stays_in_the_address()
    {
        var clerk = await hall.Eventful("G100");
        var section = await hall.Person("G101", HallRole.Section);
        await hall.Month(section, "2026-11-09 15:00:00");
        await using var desk = Desk(section);

        var page = desk.Render<MonthPage>();
        page.WaitForElement("tr[data-row]", Patience);
        var row = page.Find($"tr[data-row^='{clerk.StaffId}-']");
        // A cell for each day, the morning above the afternoon.
        Assert.Equal(["到", "迟"], row.QuerySelectorAll("td")[1].QuerySelectorAll("i").Select(half => half.TextContent));
        Assert.Equal("late", row.QuerySelectorAll("td")[1].QuerySelectorAll("i")[1].ClassName);
        await page.InvokeAsync(() => page.Instance.OpenCell(row.GetAttribute("data-row")!, 3));

        page.WaitForAssertion(() => Assert.Contains("迟到 15 分钟", page.Find("aside").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("K1.1a", page.Find("aside").TextContent, StringComparison.Ordinal);
        Assert.Contains("at=", desk.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        await page.Find("aside .btn-close").ClickAsync(new());
        Assert.Empty(page.FindAll("aside"));
    }

    [Fact]
    public async Task Whoever_may_not_see_it_is_told_who_may()
    {
        await using var desk = Desk(await hall.Person("G110"));

        var page = desk.Render<MonthPage>();

        page.WaitForAssertion(() => Assert.Contains("您没有进行此操作的权限", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
    }

    private BunitContext Desk(Actor actor)
    {
        var desk = new BunitContext();
        desk.JSInterop.Mode = JSRuntimeMode.Loose;
        desk.Services.AddSingleton<TimeProvider>(hall.Clock);
        desk.Services.AddSingleton(hall.Get<ShowMonth>()).AddSingleton(hall.Get<ShowHalfDay>());
        desk.AddAuthorization().SetAuthorized("section").SetClaims(new Claim(ClaimTypes.NameIdentifier, actor.StaffId.ToString(CultureInfo.InvariantCulture)));
        return desk;
    }
}
