using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;
using static Microsoft.Playwright.Assertions;

namespace ServiceHall.EndToEnd.Tests;

/// <summary>What comes after the fact: an explanation that the section accepts, time that nobody owed (考勤 一(二)、一(三)).</summary>
public sealed class AttendanceDay(StoryHall hall) : IClassFixture<StoryHall>
{
    [Fact]
    public async Task An_accepted_explanation_lifts_the_point_and_a_power_cut_the_lateness_of_one_site()
    {
        var (explaining, cut) = (await hall.Clerk(), await hall.Clerk());
        var (_, elsewhere) = await hall.HallWithCode("城南分厅", SiteProof.Position);
        var phones = new List<IPage>();
        foreach (var clerk in new[] { explaining, cut, elsewhere })
        {
            phones.Add(await hall.Phone());
            await Hall.SignIn(phones[^1], clerk, "/m");
        }

        await hall.Server.StartAt(new TimeOnly(8, 50));
        foreach (var phone in phones)
        {
            await phone.GotoAsync("/m");
            await Hall.Press(phone, "上午签到");
            await Expect(phone.Locator("#told.yes")).ToContainTextAsync("已签到 08:5");
        }

        await phones[0].GotoAsync("/m");
        await phones[0].GetByRole(AriaRole.Link, new() { Name = "写情况说明" }).First.ClickAsync();
        await phones[0].Locator("[name=Text]").FillAsync("雪天公交停运，已电话告知窗口负责人");
        await phones[0].GetByRole(AriaRole.Button, new() { Name = "提交给科室" }).ClickAsync();
        await Expect(phones[0].Locator("main")).ToContainTextAsync("待科室处理");

        // The morning is over and closed.
        await hall.Server.StartAt(new TimeOnly(12, 40));
        await Points(phones[0], "冻结");
        await Points(phones[1], "迟到");
        await Points(phones[2], "迟到");
        var (section, head) = (await hall.Desk(), await hall.Desk());
        await Hall.SignIn(section, await hall.Person(HallRole.Section), "/desk/explanations");
        await section.Locator("tbody tr", new() { HasText = explaining }).GetByRole(AriaRole.Checkbox).CheckAsync();
        await section.GetByRole(AriaRole.Button, new() { Name = "接受", Exact = true }).ClickAsync();
        await Expect(section.Locator("main [role=status]")).ToBeVisibleAsync();
        await Points(phones[0], "已冲销");
        await section.GotoAsync($"/desk/attendance/month?q={explaining}");
        await Expect(section.Locator("table.month tbody tr", new() { HasText = explaining }).Locator("td i.late")).ToHaveCountAsync(1);

        await section.GotoAsync("/desk/calendar");
        await section.GetByLabel("自", new() { Exact = true }).FillAsync("2026-11-20T08:00");
        await section.GetByLabel("至", new() { Exact = true }).FillAsync("2026-11-20T09:30");
        await section.Locator("label", new() { HasText = "大厅" }).Locator("select").SelectOptionAsync(new SelectOptionValue { Label = await hall.HallOfClerks() });
        await section.Locator("section", new() { HasText = "免除时段" }).GetByLabel("原因").FillAsync("全楼停电");
        await section.Locator("section", new() { HasText = "免除时段" }).GetByRole(AriaRole.Button, new() { Name = "提出" }).ClickAsync();
        await Expect(section.Locator("section", new() { HasText = "免除时段" })).ToContainTextAsync("等待第二人签字");
        await Hall.SignIn(head, await hall.Person(HallRole.SectionHead), "/desk/calendar");
        await head.GetByRole(AriaRole.Button, new() { Name = "签字", Exact = true }).ClickAsync();
        await Expect(head.Locator("section", new() { HasText = "免除时段" })).ToContainTextAsync("签字，已生效");

        await Points(phones[1], "已冲销");
        await phones[1].GotoAsync("/m/messages");
        await Expect(phones[1].Locator("main")).ToContainTextAsync("全楼停电");
        await phones[2].GotoAsync("/m/score");
        await Expect(phones[2].Locator(".entries").First).ToContainTextAsync("迟到");
        await Expect(phones[2].Locator(".entries").First).Not.ToContainTextAsync("已冲销");

        var (live, replayed) = await hall.Ledgers(new(2026, 11, 20), "2026-11-20/pm/");
        Assert.NotEmpty(live);
        Assert.Equal(live, replayed);
    }

    // What the ledger says, soon after it was computed.
    private static async Task Points(IPage phone, string text)
    {
        for (var left = 30; left > 0; left--)
        {
            await phone.GotoAsync("/m/score");
            if ((await phone.Locator(".entries").First.InnerTextAsync()).Contains(text, StringComparison.Ordinal))
                return;
            await phone.WaitForTimeoutAsync(1000);
        }

        await Expect(phone.Locator(".entries").First).ToContainTextAsync(text);
    }
}
