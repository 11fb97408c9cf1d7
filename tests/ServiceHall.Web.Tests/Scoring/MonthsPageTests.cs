using System.Globalization;
using System.Security.Claims;
using Bunit;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Scoring.Settling;
using ServiceHall.Web.Tests.Attendance;

namespace ServiceHall.Web.Tests.Scoring;

public sealed class MonthsPageTests : IAsyncLifetime
{
    private readonly PunchingHall _hall = new();

    public Task InitializeAsync() => _hall.InitializeAsync();

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task A_month_is_closed_by_whoever_has_seen_its_figures_and_not_by_one_press()
    {
        var (clerk, section) = (await _hall.Clerk("MP1"), await _hall.Person("MP2", HallRole.Section));
        _hall.At("2026-11-30 08:45:00");
        await _hall.Press(clerk, PunchAction.In);
        _hall.At("2026-12-01 09:00:00");
        await _hall.Get<CloseSessions>().Run(default);
        await using var desk = Desk(section);
        var page = desk.Render<MonthsPage>();
        page.WaitForAssertion(() => Assert.Contains("可以月结", page.Markup, StringComparison.Ordinal));

        await page.FindAll("button").Single(button => button.TextContent == "月结…").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("1 人，1 个工作日，2 个半天", page.Markup, StringComparison.Ordinal));
        Assert.Contains("旷工半天 1", page.Markup, StringComparison.Ordinal);
        Assert.Contains("考勤扣分合计 -3 分", page.Markup, StringComparison.Ordinal);
        Assert.Equal(0, await Closings());

        await page.FindAll("button").Single(button => button.TextContent == "确认月结").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("已月结", page.Markup, StringComparison.Ordinal));
        Assert.Equal(1, await Closings());
    }

    private async Task<int> Closings()
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        return await db.Set<MonthClosing>().CountAsync();
    }

    private BunitContext Desk(Actor actor)
    {
        var desk = new BunitContext();
        desk.Services.AddSingleton<TimeProvider>(_hall.Clock);
        desk.Services.AddSingleton(_hall.Get<ShowMonths>()).AddSingleton(_hall.Get<SettleMonth>()).AddSingleton(_hall.Get<PreviewSettlement>()).AddSingleton(_hall.Get<StartWork>());
        desk.ComponentFactories.AddStub<RecomputeForm>();
        desk.AddAuthorization().SetAuthorized("section").SetClaims(new Claim(ClaimTypes.NameIdentifier, actor.StaffId.ToString(CultureInfo.InvariantCulture)));
        return desk;
    }
}
