using System.Globalization;
using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;

namespace ServiceHall.Web.Tests.Attendance;

/// <summary>今日在岗: who sees whom, in which state, without reloading.</summary>
public sealed class TodayPageTests : IAsyncLifetime
{
    private readonly PunchingHall _hall = new();
    private Actor _section = null!;

    public async Task InitializeAsync()
    {
        await _hall.InitializeAsync();
        _section = await _hall.Person("section", HallRole.Section);
    }

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task Everybody_stands_at_their_window_in_their_state()
    {
        var (late, away, gone) = (await _hall.Alone("T1"), await _hall.AtWork("T2"), await _hall.AtWork("T3"));
        var (onLeave, cover) = (await _hall.Alone("T4"), await _hall.AtWork("T5"));
        await _hall.Alone("T6");
        await _hall.GrantLeave(onLeave, "00:00", "23:59", cover);
        _hall.AtTime("08:41");
        await _hall.Press(late, PunchAction.In);
        _hall.AtTime("09:50");
        await _hall.Press(gone, PunchAction.Out);
        await _hall.StepAway(away);
        _hall.AtTime("09:58");
        await using var desk = Desk(_section);

        var page = await Opened(desk);

        Assert.Equal("迟到 11 分", Said(page, "T1"));
        Assert.Equal("暂离 8 分，10:10 返回", Said(page, "T2"));
        Assert.Equal("09:50 签退", Said(page, "T3"));
        Assert.Equal("事假，测试T5 顶岗", Said(page, "T4"));
        Assert.Equal("", Said(page, "T5"));
        Assert.Equal("未到", Said(page, "T6"));
        Assert.Equal("顶岗", Row(page, "T4").QuerySelector(".tag")!.TextContent);
    }

    [Fact]
    public async Task A_sign_in_is_seen_by_an_open_page_without_reloading()
    {
        var clerk = await _hall.Alone("T7");
        _hall.AtTime("08:10");
        await using var desk = Desk(_section);
        var page = await Opened(desk);
        Assert.Equal("未签到", Said(page, "T7"));
        var live = _hall.Get<LivePresence>();
        await live.StartAsync(default);

        await _hall.Press(clerk, PunchAction.In);

        page.WaitForAssertion(() => Assert.Equal("", Said(page, "T7")));
        await live.StopAsync(default);
    }

    [Fact]
    public async Task A_page_that_can_no_longer_be_refreshed_says_so_and_goes_on_by_itself()
    {
        await _hall.AtWork("T7");
        _hall.AtTime("09:10");
        await using var desk = Desk(_section);
        var page = await Opened(desk);
        Assert.Contains("09:10 更新，自动刷新", page.Markup, StringComparison.Ordinal);
        await Owner("ALTER TABLE punch RENAME TO gone");
        _hall.AtTime("09:12");

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => page.InvokeAsync(() => _hall.Get<LivePresence>().Refresh(default)));
        page.WaitForAssertion(() => Assert.Contains("读取中断，显示的是 09:10 的情况", page.Markup, StringComparison.Ordinal));
        Assert.NotNull(Row(page, "T7"));

        await Owner("ALTER TABLE gone RENAME TO punch");
        await page.InvokeAsync(() => _hall.Get<LivePresence>().Refresh(default));
        page.WaitForAssertion(() => Assert.Contains("09:12 更新，自动刷新", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_windows_leader_sees_the_window_and_a_units_leader_the_unit()
    {
        await _hall.Alone("T8");
        await _hall.Alone("T9");
        var leader = await _hall.Posted("T8-leader", await WindowOf("W-T8"), PostRole.Leader);
        var unit = await _hall.Person("unit");
        await using (var db = await _hall.Factory.CreateDbContextAsync())
        {
            db.Add(new RoleGrant { StaffId = unit.StaffId, Role = HallRole.UnitLeader, UnitId = (await WindowOf("W-T9")).UnitId });
            await db.SaveChangesAsync();
        }

        _hall.AtTime("09:40");
        await _hall.Get<WatchWindows>().Run(default);
        await using var first = Desk(leader);
        await using var second = Desk(unit);
        var (window, units) = (await Opened(first), await Opened(second));

        Assert.Equal(["W-T8"], Windows(window));
        Assert.Equal(["W-T9"], Windows(units));
        Assert.Empty(window.FindAll("[aria-label=疑似空岗]"));
    }

    [Fact]
    public async Task Somebody_without_a_duty_sees_nothing_and_the_attempt_is_on_record()
    {
        var clerk = await _hall.AtWork("T10");
        await using var desk = Desk(clerk);

        var page = desk.Render<TodayPage>();

        page.WaitForAssertion(() => Assert.Contains("没有进行此操作的权限", page.Markup, StringComparison.Ordinal));
        Assert.Contains(await _hall.AuditRecords(), record => record is { Action: "attendance.presence", Outcome: AuditOutcome.NotAllowed });
    }

    [Fact]
    public async Task A_state_that_is_chosen_filters_and_stays_in_the_address()
    {
        await _hall.AtWork("T11");
        await _hall.Alone("T12");
        _hall.AtTime("09:00");
        await using var desk = Desk(_section);
        var page = await Opened(desk);

        page.Find("button.state.Absent").Click();

        Assert.Equal(["W-T12"], Windows(page));
        Assert.Contains("state=Absent", desk.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Contains("未到 1", page.Find("button.state.Absent").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suspected_window_leads_to_the_finding_form_and_can_be_ticked_off()
    {
        await _hall.Alone("T13");
        _hall.AtTime("09:01");
        await _hall.Get<WatchWindows>().Run(default);
        await using var desk = Desk(_section);
        var page = await Opened(desk);
        var id = (await WindowOf("W-T13")).Id;

        Assert.Contains("08:30 起无人在岗，至今（31 分钟）", page.Find("[aria-label=疑似空岗]").TextContent, StringComparison.Ordinal);
        Assert.Equal($"/desk/findings/new?window={id}&code=K1.6", page.Find("[aria-label=疑似空岗] a").GetAttribute("href"));
        await page.Find("[aria-label=疑似空岗] button").ClickAsync(new());
        await page.InvokeAsync(() => _hall.Get<LivePresence>().Refresh(default));

        page.WaitForAssertion(() => Assert.Contains("测试section 09:01 已看", page.Find("[aria-label=疑似空岗]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_was_away_too_long_stands_above_the_windows()
    {
        var clerk = await _hall.AtWork("T14");
        _hall.AtTime("10:00");
        await _hall.StepAway(clerk);
        _hall.AtTime("10:21");
        await using var desk = Desk(_section);

        var page = await Opened(desk);

        Assert.Contains("10:00 起暂离，已 21 分钟", page.Find("[aria-label=暂离超时]").TextContent, StringComparison.Ordinal);
        Assert.Equal("暂离 21 分，超时", Said(page, "T14"));
    }

    private static string Said(IRenderedComponent<TodayPage> page, string number) =>
        Row(page, number).QuerySelectorAll(".person").Single(person => person.GetAttribute("title")!.StartsWith(number + " ", StringComparison.Ordinal)).QuerySelector("small")?.TextContent ?? "";

    private static AngleSharp.Dom.IElement Row(IRenderedComponent<TodayPage> page, string number) => page.Find($"tr[data-window='W-{number}']");

    private static IEnumerable<string> Windows(IRenderedComponent<TodayPage> page) => page.FindAll("tr[data-window]").Select(row => row.GetAttribute("data-window")!);

    private async Task<IRenderedComponent<TodayPage>> Opened(BunitContext desk)
    {
        var page = desk.Render<TodayPage>();
        await page.InvokeAsync(() => _hall.Get<LivePresence>().Refresh(default));
        page.WaitForElement("table");
        return page;
    }

    private async Task Owner(string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(_hall.Connections.Owner);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<Web.People.Window> WindowOf(string code)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        return await db.Windows.SingleAsync(window => window.Code == code);
    }

    private BunitContext Desk(Actor actor)
    {
        var desk = new BunitContext();
        desk.Services.AddSingleton<TimeProvider>(_hall.Clock);
        desk.Services.AddSingleton(_hall.Get<ShowToday>()).AddSingleton(_hall.Get<LookAtEmptyWindow>()).AddSingleton(_hall.Get<LivePresence>());
        desk.AddAuthorization().SetAuthorized("desk")
            .SetClaims(new Claim(ClaimTypes.NameIdentifier, actor.StaffId.ToString(CultureInfo.InvariantCulture)));
        return desk;
    }
}
