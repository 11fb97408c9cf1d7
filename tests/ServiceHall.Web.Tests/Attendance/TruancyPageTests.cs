using System.Globalization;
using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;

namespace ServiceHall.Web.Tests.Attendance;

public sealed class TruancyPageTests : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2026, 11, 12);

    private readonly PunchingHall _hall = new();

    public Task InitializeAsync() => _hall.InitializeAsync();

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task What_was_looked_at_is_shown_with_all_and_what_an_explanation_freezes_stands_beside_the_sum()
    {
        var (clerk, other, section) = (await _hall.Clerk("Z100", Day), await _hall.Clerk("Z101", Day), await _hall.Person("Z102", HallRole.Section));
        await _hall.Attend(clerk, "2026-11-12", "08:20", "11:35");
        await _hall.Month(section, "2026-11-12 18:31:00");
        Assert.Null((await _hall.Get<ExplainSlot>().Run(other, new(Day, DayPart.Morning, PunchAction.In, "家中老人急病", null, ""), default)).Refusal);
        await _hall.Get<LookAtTruancy>().Run(section, [new(clerk.StaffId, Day, DayPart.Afternoon)], "电话核实", default);
        await using var desk = Desk(section);

        var page = desk.Render<TruancyPage>();
        page.WaitForAssertion(() => Assert.Contains("共 2 个半天", page.Markup, StringComparison.Ordinal));
        Assert.Contains("冻结：已交情况说明", page.Markup, StringComparison.Ordinal);
        Assert.Contains("另有 0.50 天冻结", page.Markup, StringComparison.Ordinal);
        await page.Find("select[aria-label='核查']").ChangeAsync(new ChangeEventArgs { Value = page.FindAll("select[aria-label='核查'] option")[1].GetAttribute("value") });

        page.WaitForAssertion(() => Assert.Contains("共 3 个半天", page.Markup, StringComparison.Ordinal));
        Assert.EndsWith("all=1", desk.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_all_of_the_last_page_was_looked_at_the_page_before_is_shown_and_not_that_nothing_waits()
    {
        var section = await _hall.Person("Z110", HallRole.Section);
        await Truant(await _hall.Clerk("Z111", new(2026, 10, 1)), days: 16);
        await using var desk = Desk(section);
        desk.Services.GetRequiredService<NavigationManager>().NavigateTo("/desk/truancy?page=2");
        var page = desk.Render<TruancyPage>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tr td:first-child input").Count));

        await page.Find("input[aria-label='全选本页']").ChangeAsync(new ChangeEventArgs { Value = true });
        await page.Find("input[aria-label='核查情况']").ChangeAsync(new ChangeEventArgs { Value = "已电话核实" });
        await page.Find(".deciding button").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal(30, page.FindAll("tr td:first-child input").Count));
        Assert.Contains("共 30 个半天", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("没有待核查的旷工", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_is_open_is_read_anew_when_a_link_leads_to_it_and_what_is_being_written_stays()
    {
        var (section, clerk) = (await _hall.Person("Z120", HallRole.Section), await _hall.Clerk("Z121", new(2026, 10, 1)));
        await Truant(clerk, days: 1);
        await using var desk = Desk(section);
        var addresses = desk.Services.GetRequiredService<NavigationManager>();
        addresses.NavigateTo("/desk/truancy");
        var page = desk.Render<TruancyPage>();
        page.WaitForAssertion(() => Assert.Contains("共 2 个半天", page.Markup, StringComparison.Ordinal));
        await page.Find("tr td:first-child input").ChangeAsync(new ChangeEventArgs { Value = true });
        await page.Find("input[aria-label='核查情况']").ChangeAsync(new ChangeEventArgs { Value = "正在核实" });
        await _hall.Sql($"DELETE FROM session_result WHERE staff_id = {clerk.StaffId} AND part = 'Morning'");

        await page.InvokeAsync(() => addresses.NavigateTo("/desk/truancy"));
        page.WaitForAssertion(() => Assert.Contains("共 1 个半天", page.Markup, StringComparison.Ordinal));
        Assert.Equal("正在核实", page.Find("input[aria-label='核查情况']").GetAttribute("value"));

        await page.InvokeAsync(() => addresses.NavigateTo("/desk/truancy?q=nobody"));
        page.WaitForAssertion(() => Assert.Contains("共 0 个半天", page.Markup, StringComparison.Ordinal));
        Assert.Equal("nobody", page.Find("input[aria-label='查找']").GetAttribute("value"));
    }

    // Mornings and afternoons without a punch, as the close keeps them.
    private async Task Truant(Actor clerk, int days) => await _hall.Sql($"""
        INSERT INTO session_result (staff_id, day, part, window_id, presence, status, late_minutes, early_minutes, needs_review, keeps_full_month, edition, clause, sentence, computed_at)
        SELECT {clerk.StaffId}, date '2026-10-08' + one, part, window_id, 'Truant', 'truant', 0, 0, false, false, 'test', '请假 (三)', '旷工半天。', now()
        FROM generate_series(1, {days}) one, unnest(array['Morning', 'Afternoon']) part, posting WHERE posting.staff_id = {clerk.StaffId}
        """);

    private BunitContext Desk(Actor actor)
    {
        var desk = new BunitContext();
        desk.Services.AddSingleton<TimeProvider>(_hall.Clock);
        desk.Services.AddSingleton(_hall.Get<ListTruancy>()).AddSingleton(_hall.Get<LookAtTruancy>());
        desk.AddAuthorization().SetAuthorized("section").SetClaims(new Claim(ClaimTypes.NameIdentifier, actor.StaffId.ToString(CultureInfo.InvariantCulture)));
        return desk;
    }
}
