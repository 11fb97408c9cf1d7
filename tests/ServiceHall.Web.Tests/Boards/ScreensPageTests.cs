using System.Globalization;
using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Boards;
using ServiceHall.Web.Boards.Pairing;

namespace ServiceHall.Web.Tests.Boards;

public sealed class ScreensPageTests(BoardTestHall hall) : IClassFixture<BoardTestHall>
{
    [Fact]
    public async Task The_section_enters_a_code_and_sees_its_screen_in_the_list()
    {
        var offer = (await hall.Offer.Run("192.0.2.11", BoardTestHall.DeskPage, default)).Value;
        await using var desk = Desk();
        desk.Services.GetRequiredService<NavigationManager>().NavigateTo($"/desk/screens?code={offer.Code}");
        var page = desk.Render<ScreensPage>();
        page.WaitForElement("option");
        page.WaitForAssertion(() => Assert.Contains("大屏，网络地址 192.0.2.11", page.Find("[role=note]").TextContent, StringComparison.Ordinal));

        page.Find("input[aria-label=名称]").Change("三楼咨询台");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() =>
        {
            Assert.Contains("“三楼咨询台”已配对", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
            Assert.Contains("等待首次连接", page.Find("tbody").TextContent, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_wrong_code_is_refused_in_words_and_what_was_typed_stays()
    {
        await using var desk = Desk();
        var page = desk.Render<ScreensPage>();
        page.WaitForElement("option");

        page.Find("input[aria-label=配对码]").Change("12");
        page.Find("input[aria-label=名称]").Change("四楼");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("配对码不正确", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("四楼", page.Find("input[aria-label=名称]").GetAttribute("value"));
    }

    [Fact]
    public async Task A_screen_is_revoked_only_after_a_second_press()
    {
        var (id, _) = await hall.PairedScreen("五楼");
        await using var desk = Desk();
        var page = desk.Render<ScreensPage>();
        page.WaitForElement("tbody");

        await Button(page, "注销").ClickAsync(new());
        Assert.Contains((await Listed()), row => row.Id == id);
        await Button(page, "确认注销").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("“五楼”已注销", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain((await Listed()), row => row.Id == id);
    }

    [Fact]
    public async Task A_notice_is_for_one_hall_or_for_all()
    {
        await using var desk = Desk();
        var page = desk.Render<NoticesPage>();
        page.WaitForElement($"option[value='{hall.Branch.Id}']");
        var name = page.Find($"option[value='{hall.Branch.Id}']").TextContent;

        foreach (var (text, chosen) in new[] { ("电梯检修", $"{hall.Branch.Id}"), ("周五下午提前下班", "") })
        {
            page.Find("textarea").Change(text);
            page.Find("select").Change(chosen);
            await page.Find("form").SubmitAsync();
            page.WaitForAssertion(() => Assert.Contains(text, page.Find("tbody").TextContent, StringComparison.Ordinal));
        }

        string Hall(string text) => page.FindAll("tbody tr").Single(row => row.TextContent.Contains(text, StringComparison.Ordinal)).QuerySelectorAll("td")[1].TextContent;
        Assert.Equal((name, "所有大厅"), (Hall("电梯检修"), Hall("周五下午提前下班")));
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<ScreensPage> page, string text) =>
        page.FindAll("tr").Single(row => row.TextContent.Contains("五楼", StringComparison.Ordinal))
            .QuerySelectorAll("button").Single(button => button.TextContent == text);

    private async Task<IReadOnlyList<ListScreens.Row>> Listed() =>
        (await new ListScreens(hall.Factory, hall.Clock).Run(hall.Section, default)).Value.Screens;

    private BunitContext Desk()
    {
        var desk = new BunitContext();
        desk.Services.AddSingleton<TimeProvider>(hall.Clock);
        desk.Services.AddSingleton(hall.Factory).AddSingleton<ListScreens>().AddSingleton<PostNotice>().AddSingleton<LookAtOffer>().AddSingleton<PairScreen>().AddSingleton<RevokeScreen>();
        desk.AddAuthorization().SetAuthorized("section")
            .SetClaims(new Claim(ClaimTypes.NameIdentifier, hall.Section.StaffId.ToString(CultureInfo.InvariantCulture)));
        return desk;
    }
}
