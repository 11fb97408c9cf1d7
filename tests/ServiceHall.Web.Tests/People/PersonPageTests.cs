using System.Globalization;
using System.Security.Claims;
using Bunit;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Tests.People;

public sealed class PersonPageTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public async Task The_last_day_that_was_entered_for_one_posting_ends_no_other()
    {
        var (section, window) = (await hall.Person("PP1", HallRole.Section), await hall.Window("PP"));
        var clerk = await hall.Posted("PP2", window, to: new(2026, 11, 30));
        await using var db = await hall.Factory.CreateDbContextAsync();
        db.Add(new Posting { StaffId = clerk.StaffId, WindowId = window.Id, From = new(2026, 12, 1) });
        await db.SaveChangesAsync();
        await using var desk = Desk(section);
        var page = desk.Render<PersonPage>(person => person.Add(one => one.Id, clerk.StaffId));
        page.WaitForElement("input[aria-label=任职的最后一天]");

        await page.FindAll("input[aria-label=任职的最后一天]")[0].ChangeAsync(new() { Value = "2026-12-31" });
        await page.FindAll("button").Where(button => button.TextContent == "到这天结束").ElementAt(1).ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("任职到 2026-11-19 结束", page.Markup, StringComparison.Ordinal));
        Assert.Equal(
            [new DateOnly(2026, 11, 19), null], await db.Postings.AsNoTracking().Where(post => post.StaffId == clerk.StaffId).OrderBy(post => post.From).Select(post => post.To).ToListAsync());
    }

    [Fact]
    public async Task A_correction_without_a_window_says_what_to_choose()
    {
        var (section, window) = (await hall.Person("PP3", HallRole.Section), await hall.Window("PP3"));
        var clerk = await hall.Posted("PP4", window);
        await using var desk = Desk(section);
        var page = desk.Render<PersonPage>(person => person.Add(one => one.Id, clerk.StaffId));
        page.WaitForElement("input[aria-label=任职的最后一天]");
        await page.FindAll("button").First(button => button.TextContent == "更正").ClickAsync(new());

        await page.FindAll(".dropdown-item").First(item => item.TextContent.Trim() == "选择窗口").ClickAsync(new());
        await page.FindAll("form").Single(form => form.TextContent.Contains("保存更正", StringComparison.Ordinal)).SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("请先选择窗口", page.Markup, StringComparison.Ordinal));
    }

    private BunitContext Desk(Actor actor)
    {
        var desk = new BunitContext();
        desk.JSInterop.Mode = JSRuntimeMode.Loose;
        desk.Services.AddBootstrapBlazor();
        desk.Services.AddSingleton<TimeProvider>(hall.Clock).AddSingleton(hall.Get<ShowPerson>()).AddSingleton(hall.Get<EditPerson>()).AddSingleton(hall.Get<MovePerson>())
            .AddSingleton(hall.Get<CorrectPosting>()).AddSingleton(hall.Get<EditPlaces>()).AddSingleton(hall.Get<IssueCodes>()).AddSingleton(hall.Get<GrantRole>())
            .AddSingleton(hall.Get<Web.Accounts.SecondSigner.AskSecondSigner>())
            .AddSingleton(hall.Get<Web.Accounts.SecondFactor.ResetFactors>());
        desk.AddAuthorization().SetAuthorized("section").SetRoles(nameof(HallRole.Section))
            .SetClaims(new Claim(ClaimTypes.NameIdentifier, actor.StaffId.ToString(CultureInfo.InvariantCulture)));
        return desk;
    }
}
