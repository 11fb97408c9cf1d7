using System.Globalization;
using System.Security.Claims;
using System.Text;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Tests.LongWork;

namespace ServiceHall.Web.Tests.People;

/// <summary>The section's way through an import at the desk.</summary>
public sealed class ImportPageTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public async Task What_is_dangerous_stands_first_and_is_imported_with_its_tick_only()
    {
        var section = await hall.Person("IP1", HallRole.Section);
        await hall.Import(section, "IP1-1,王芳,IP局,IPW,窗口,,负责人,2026-01-04,正式,",
            "IP1-2,李强,IP局,IPW,窗口,,工作人员,2026-01-04,正式,");
        await using var desk = Desk(section);
        var page = desk.Render<ImportPage>();
        Upload(page, "IP1-1,张三,IP局,IPW,窗口,,负责人,2026-01-04,正式,", "IP1-2,李四,IP局,IPW,窗口,,工作人员,2026-01-04,正式,");
        page.WaitForAssertion(() => Assert.Contains("需要逐项勾选的改动", page.Markup, StringComparison.Ordinal),
            Patience.Long);
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Contains("确认导入", StringComparison.Ordinal));

        await page.Find("input[aria-label^='确认：IP1-2 原是 李强']").ChangeAsync(new() { Value = true });
        page.WaitForAssertion(() => Assert.Contains("确认导入 1 行，不导入 1 行", page.Markup, StringComparison.Ordinal),
            Patience.Long);
        await page.FindAll("button").First(button => button.TextContent.StartsWith("确认导入", StringComparison.Ordinal))
            .ClickAsync(new());

        await using var db = await hall.Factory.CreateDbContextAsync();
        await hall.Run(await db.Set<Web.LongWork.LongWork>().MaxAsync(work => work.Id));
        Assert.Equal(["王芳", "李四"], await db.Staff.Where(staff => staff.Number.StartsWith("IP1-"))
            .OrderBy(staff => staff.Number).Select(staff => staff.Name).ToListAsync());
    }

    [Fact]
    public async Task Five_thousand_rows_are_shown_page_by_page()
    {
        var section = await hall.Person("IP2", HallRole.Section);
        await using var desk = Desk(section);
        var page = desk.Render<ImportPage>();

        Upload(page, [.. Enumerable.Range(0, 5000)
            .Select(number => $"IP2-{number},王芳,IP2局,IP2W,窗口,,工作人员,2026-01-04,正式,")]);

        page.WaitForAssertion(() => Assert.Contains("第 1 / 100 页", page.Markup, StringComparison.Ordinal),
            Patience.Long);
        Assert.Equal(50, page.FindAll("tbody tr").Count);
    }

    private static void Upload(IRenderedComponent<ImportPage> page, params string[] rows) =>
        page.FindComponent<InputFile>().UploadFiles(
        InputFileContent.CreateFromBinary(Encoding.UTF8.GetBytes(string.Join(',', PeopleFile.Headers) + "\n"
            + string.Join('\n', rows)), "名单.csv"));

    private BunitContext Desk(Actor actor)
    {
        var desk = new BunitContext();
        desk.JSInterop.Mode = JSRuntimeMode.Loose;
        desk.Services.AddBootstrapBlazor();
        desk.Services.AddSingleton<TimeProvider>(hall.Clock).AddSingleton(hall.Get<ImportPeople>())
            .AddSingleton(hall.Get<StartWork>()).AddSingleton(hall.Get<ListWork>())
            .AddSingleton(hall.Get<ShowWork>()).AddSingleton(hall.Get<StopWork>()).AddSingleton(hall.Get<LiveWorks>());
        desk.AddAuthorization().SetAuthorized("section").SetRoles(nameof(HallRole.Section))
            .SetClaims(new Claim(ClaimTypes.NameIdentifier, actor.StaffId.ToString(CultureInfo.InvariantCulture)));
        return desk;
    }
}
