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

    private BunitContext Desk(Actor actor)
    {
        var desk = new BunitContext();
        desk.Services.AddSingleton<TimeProvider>(_hall.Clock);
        desk.Services.AddSingleton(_hall.Get<ListTruancy>()).AddSingleton(_hall.Get<LookAtTruancy>());
        desk.AddAuthorization().SetAuthorized("section").SetClaims(new Claim(ClaimTypes.NameIdentifier, actor.StaffId.ToString(CultureInfo.InvariantCulture)));
        return desk;
    }
}
