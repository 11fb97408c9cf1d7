using System.Globalization;
using System.Security.Claims;
using Bunit;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Calendar.Holidays;

namespace ServiceHall.Web.Tests.Calendar;

public sealed class CalendarDecisionsTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public async Task The_reason_that_was_written_for_one_decision_is_not_given_for_another()
    {
        var (section, head) = (await hall.Person("CD1", HallRole.Section), await hall.Person("CD2", HallRole.SectionHead));
        foreach (var (day, reason) in new[] { (new DateOnly(2026, 12, 8), "设备检修"), (new DateOnly(2026, 12, 9), "系统切换") })
            Assert.Null((await hall.Get<Propose>().Run(section, new Propose.Day(day, IsWorkday: false, reason), default)).Refusal);
        foreach (var row in (await hall.Get<ShowCalendar>().Run(head, 2026, default)).Value.Decisions)
            Assert.Null((await hall.Get<Countersign>().Sign<DayDecision>(head, row.Id, default)).Refusal);
        await using var desk = Desk(head);
        var page = desk.Render<CalendarPage>();
        page.WaitForElement("input[aria-label=撤销原因]");

        await Row("设备检修").QuerySelector("input")!.ChangeAsync(new() { Value = "检修改期" });
        await Row("系统切换").QuerySelector("button.btn-outline-danger")!.ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("请写明原因", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("已撤回", Row("系统切换").TextContent, StringComparison.Ordinal);

        await Row("设备检修").QuerySelector("button.btn-outline-danger")!.ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("已撤回 检修改期", Row("设备检修").TextContent, StringComparison.Ordinal));

        AngleSharp.Dom.IElement Row(string reason) => page.FindAll("tr").Single(row => row.TextContent.Contains(reason, StringComparison.Ordinal));
    }

    private BunitContext Desk(Actor actor)
    {
        var desk = new BunitContext();
        desk.JSInterop.Mode = JSRuntimeMode.Loose;
        desk.Services.AddSingleton<TimeProvider>(hall.Clock).AddSingleton(hall.Get<ShowCalendar>()).AddSingleton(hall.Get<ImportHolidays>()).AddSingleton(hall.Get<SignHolidays>())
            .AddSingleton(hall.Get<Propose>()).AddSingleton(hall.Get<Countersign>());
        desk.AddAuthorization().SetAuthorized("head").SetRoles(nameof(HallRole.SectionHead))
            .SetClaims(new Claim(ClaimTypes.NameIdentifier, actor.StaffId.ToString(CultureInfo.InvariantCulture)));
        return desk;
    }
}
