using System.Text.RegularExpressions;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceHall.EndToEnd.Tests;

/// <summary>Leave from the phone over cover, desks and section to the grid, the lobby and the punch page (请假 (二)).</summary>
public sealed partial class LeaveDay(StoryHall hall) : IClassFixture<StoryHall>
{
    [Fact]
    public async Task One_day_of_leave_goes_its_whole_way_and_everything_shows_it()
    {
        var window = await hall.Window("婚姻登记窗口");
        var (clerk, cover, leader) = (await hall.Person(windowId: window.Id), await hall.Person(windowId: window.Id), await hall.Person(windowId: window.Id, post: PostRole.Leader));
        var (phone, other, third) = (await hall.Phone(), await hall.Phone(), await hall.Phone());
        await Hall.SignIn(phone, clerk, "/m/leave/new");
        await Hall.SignIn(other, cover, "/m/cover");
        await Hall.SignIn(third, leader, "/m");

        await Fill(phone, "2026-11-20", "2026-11-20", cover);
        await phone.GetByRole(AriaRole.Button, new() { Name = "先核对" }).ClickAsync();
        await Expect(phone.Locator("#preview")).ToContainTextAsync("1 天");
        await Expect(phone.Locator("#preview")).ToContainTextAsync("窗口负责人、科室负责人签批");
        await Expect(phone.Locator("#preview")).ToContainTextAsync("请假 (二)2");
        var id = await Send(phone);
        await Accept(other);

        await Sign(leader, id);
        await Sign(await hall.Person(HallRole.SectionHead), id);
        var desk = await hall.Desk();
        var section = await hall.Person(HallRole.Section);
        await Hall.SignIn(desk, section, "/desk/leave?state=ToFile");
        await desk.GetByLabel($"选择假条 {id}", new() { Exact = true }).CheckAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "备案所选" }).ClickAsync();
        await Expect(desk.Locator("main [role=status]")).ToContainTextAsync("已备案 1 张假条");
        var screen = await hall.Screen(desk);

        await hall.Server.StartAt(new TimeOnly(8, 40));
        foreach (var present in new[] { other, third })
        {
            await present.GotoAsync("/m");
            await Hall.Press(present, "上午签到");
            await Expect(present.Locator("#told.yes")).ToContainTextAsync("已签到");
        }

        await phone.GotoAsync("/m");
        await Expect(phone.Locator(".today-leave")).ToContainTextAsync("休假中");
        await Expect(phone.Locator(".slots li").First).ToHaveClassAsync("Excused");
        // Half an hour without use has ended the desk's sign-in; the phones' hold.
        await Hall.SignIn(desk, section, $"/desk/attendance/month?q={clerk}");
        await Expect(desk.Locator("table.month tbody tr", new() { HasText = clerk }).Locator("td i.leave")).ToHaveTextAsync(["事", "事"]);
        // Four are posted there: one is on leave and not expected, one has not come.
        await Expect(screen.Locator("#presence > *", new() { HasText = window.Name })).ToContainTextAsync("在岗 2/3");

        // And the rules make the same of it from files: leave costs nothing, who did not come is truant.
        await hall.Server.StartAt(new TimeOnly(12, 40));
        await hall.Closed("2026-11-20/am");
        var (live, replayed) = await hall.Ledgers(new(2026, 11, 20), "2026-11-20/pm/");
        Assert.DoesNotContain(live, entry => entry.Contains($",{clerk},", StringComparison.Ordinal));
        Assert.Contains(live, entry => entry.StartsWith("2026-11-20,", StringComparison.Ordinal));
        Assert.Equal(live, replayed);
    }

    [Fact]
    public async Task A_leaders_own_three_days_go_to_unit_leader_and_hall_leader_and_a_refusal_ends_it()
    {
        var window = await hall.Window("公积金窗口");
        var (leader, cover) = (await hall.Person(windowId: window.Id, post: PostRole.Leader), await hall.Person(windowId: window.Id));
        var (unitLeader, hallLeader) = (await hall.Person(HallRole.UnitLeader, unitId: await hall.UnitOf(window.Id)), await hall.Person(HallRole.HallLeader));
        var (phone, other) = (await hall.Phone(), await hall.Phone());
        await Hall.SignIn(phone, leader, "/m/leave/new");
        await Hall.SignIn(other, cover, "/m/cover");
        await Fill(phone, "2026-11-23", "2026-11-25", cover);
        var id = await Send(phone);
        await Accept(other);
        await Expect(await Reloaded(phone)).ToContainTextAsync(["派驻单位主管领导", "大厅主管领导"]);

        await Sign(unitLeader, id);
        var desk = await hall.Desk();
        await Hall.SignIn(desk, hallLeader, $"/desk/leave/{id}");
        await desk.GetByLabel("意见").FillAsync("当周全市督查，不宜离岗");
        await desk.GetByRole(AriaRole.Button, new() { Name = "不同意" }).ClickAsync();

        await Expect(desk.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("未批准");
        await phone.GotoAsync($"/m/leave/{id}");
        await Expect(phone.Locator(".state").First).ToHaveTextAsync("未批准");
        await Expect(phone.Locator("main")).ToContainTextAsync("当周全市督查，不宜离岗");
        // The message leads there, and carries none of what was written.
        await phone.GotoAsync("/m/messages");
        await Expect(phone.Locator("main")).ToContainTextAsync("签批意见见假条");
        await Expect(phone.Locator("main")).Not.ToContainTextAsync("督查");
    }

    private static async Task Fill(IPage phone, string from, string to, string cover)
    {
        await phone.Locator("select[name=Kind]").SelectOptionAsync("personal");
        await phone.GetByText("全天", new() { Exact = true }).ClickAsync();
        await phone.Locator("[name=FromDay]").FillAsync(from);
        await phone.Locator("[name=ToDay]").FillAsync(to);
        await phone.Locator("[name=Reason]").FillAsync("家中有事，需本人办理");
        var option = await phone.Locator("select[name=Cover] option", new() { HasText = cover }).GetAttributeAsync("value");
        await phone.Locator("select[name=Cover]").SelectOptionAsync(option!);
    }

    private static async Task<string> Send(IPage phone)
    {
        await phone.GetByRole(AriaRole.Button, new() { Name = "提交", Exact = true }).ClickAsync();
        await Expect(phone.GetByRole(AriaRole.Status)).ToContainTextAsync("已提交");
        return Number().Match(phone.Url).Value;
    }

    private static async Task Accept(IPage phone)
    {
        await phone.GotoAsync("/m/cover");
        await phone.GetByRole(AriaRole.Button, new() { Name = "同意顶岗" }).ClickAsync();
        await Expect(phone.GetByRole(AriaRole.Status)).ToContainTextAsync("已同意顶岗");
    }

    private static async Task<ILocator> Reloaded(IPage phone)
    {
        await phone.ReloadAsync();
        return phone.Locator(".signs li b");
    }

    private async Task Sign(string signer, string id)
    {
        var desk = await hall.Desk();
        await Hall.SignIn(desk, signer, "/desk/approvals");
        await desk.GetByLabel($"选择假条 {id}", new() { Exact = true }).CheckAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "同意所选" }).ClickAsync();
        await Expect(desk.Locator("main [role=status]")).ToContainTextAsync("已同意 1 张假条");
    }

    [GeneratedRegex(@"(?<=/m/leave/)\d+")]
    private static partial Regex Number();
}
