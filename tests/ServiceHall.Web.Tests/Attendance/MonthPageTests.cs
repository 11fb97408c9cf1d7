using System.Globalization;
using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Months;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.Scoring;

namespace ServiceHall.Web.Tests.Attendance;

public sealed class MonthPageTests : IAsyncLifetime
{
    // Each test has a hall of its own: a close is about everybody.
    private readonly PunchingHall _hall = new();

    public Task InitializeAsync() => _hall.InitializeAsync();

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task The_month_is_drawn_and_a_pressed_half_day_tells_its_reason_and_stays_in_the_address()
    {
        var clerk = await _hall.Eventful("G100");
        var section = await _hall.Person("G101", HallRole.Section);
        await _hall.Month(section, "2026-11-09 15:00:00");
        await using var desk = Desk(section);

        var page = desk.Render<MonthPage>();
        page.WaitForElement("tr[data-row]");
        var row = page.Find($"tr[data-row^='{clerk.StaffId}-']");
        // A cell for each day, the morning above the afternoon.
        Assert.Equal(["到", "迟"], row.QuerySelectorAll("td")[1].QuerySelectorAll("i").Select(half => half.TextContent));
        Assert.Equal("late", row.QuerySelectorAll("td")[1].QuerySelectorAll("i")[1].ClassName);
        await page.InvokeAsync(() => page.Instance.OpenCell(row.GetAttribute("data-row")!, 3));

        page.WaitForAssertion(() => Assert.Contains("迟到 15 分钟", page.Find("aside").TextContent, StringComparison.Ordinal));
        Assert.Contains("K1.1a", page.Find("aside").TextContent, StringComparison.Ordinal);
        Assert.Contains("at=", desk.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        await page.Find("aside .btn-close").ClickAsync(new());
        Assert.Empty(page.FindAll("aside"));
    }

    [Fact]
    public async Task The_open_half_day_shows_the_explanation_with_its_decision_and_why_the_point_does_not_count()
    {
        var (clerk, section) = (await _hall.Clerk("G120"), await _hall.Person("G121", HallRole.Section));
        await _hall.Attend(clerk, "2026-11-12", "08:45", "11:35");
        await _hall.Month(section, "2026-11-12 12:31:00");
        var explained = await _hall.Get<ExplainSlot>().Run(
            clerk, new(new(2026, 11, 12), DayPart.Morning, PunchAction.In, "路上遇到交通事故", [.. "%PDF-1.4 proof %%EOF"u8], "证明.pdf"), default);
        await using var desk = Desk(section);

        Assert.Contains("冻结：情况说明待科室处理，暂不计分", await Told(), StringComparison.Ordinal);
        await _hall.Get<DecideExplanations>().Run(section, new([explained.Value], true, "已核实"), default);
        await _hall.Get<RecomputeStale>().Run(default);
        var told = await Told();

        Assert.Contains("路上遇到交通事故", told, StringComparison.Ordinal);
        Assert.Contains("已接受", told, StringComparison.Ordinal);
        Assert.Contains("测试G121 11 月 12 日（周四）12:31 处理，备注：已核实", told, StringComparison.Ordinal);
        Assert.Contains("冲销原记录：情况说明已接受", told, StringComparison.Ordinal);

        async Task<string> Told()
        {
            var panel = desk.Render<HalfDayPanel>(panel => panel.Add(one => one.StaffId, clerk.StaffId).Add(one => one.Day, new DateOnly(2026, 11, 12)).Add(one => one.Part, DayPart.Morning));
            await panel.WaitForElementAsync($"a[href='/desk/explanations/{explained.Value}/proof']");
            return string.Join(' ', panel.Find("aside").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [Fact]
    public async Task The_sheets_to_sign_are_asked_for_without_the_grids_filter()
    {
        await _hall.Eventful("G130");
        var section = await _hall.Person("G131", HallRole.Section);
        await _hall.Month(section, "2026-11-09 15:00:00");
        await using var desk = Desk(section);
        desk.Services.GetRequiredService<NavigationManager>().NavigateTo("/desk/attendance/month?state=late&q=G13");

        var page = desk.Render<MonthPage>();

        page.WaitForElement("tr[data-row]");
        Assert.EndsWith(".xlsx?state=late&q=G13&month=2026-11", page.Find("a[href*='.xlsx']").GetAttribute("href"), StringComparison.Ordinal);
        Assert.EndsWith(".docx?month=2026-11", page.Find("a[href*='.docx']").GetAttribute("href"), StringComparison.Ordinal);
        Assert.EndsWith("/print?month=2026-11", page.Find("a[href*='/print']").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_not_see_it_is_told_who_may()
    {
        await using var desk = Desk(await _hall.Person("G110"));

        var page = desk.Render<MonthPage>();

        page.WaitForAssertion(() => Assert.Contains("您没有进行此操作的权限", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    private BunitContext Desk(Actor actor)
    {
        var desk = new BunitContext();
        desk.JSInterop.Mode = JSRuntimeMode.Loose;
        desk.Services.AddSingleton<TimeProvider>(_hall.Clock);
        desk.Services.AddSingleton(_hall.Get<ShowMonth>()).AddSingleton(_hall.Get<ShowHalfDay>()).AddSingleton(_hall.Get<StartWork>());
        desk.AddAuthorization().SetAuthorized("section").SetClaims(new Claim(ClaimTypes.NameIdentifier, actor.StaffId.ToString(CultureInfo.InvariantCulture)));
        return desk;
    }
}
