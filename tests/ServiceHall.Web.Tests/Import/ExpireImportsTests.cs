using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Import;
using ServiceHall.Web.Tests.Calendar;
using ServiceHall.Web.Tests.People;

namespace ServiceHall.Web.Tests.Import;

/// <summary>What was imported is a whole roster: it goes after its period, and that it was imported stays.</summary>
public sealed class ExpireImportsTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public async Task After_a_year_the_file_and_the_values_of_before_go_and_what_can_no_longer_be_taken_back_says_so()
    {
        var (section, head) = (await hall.Person("X1-section", HallRole.Section), await hall.Person("X1-head", HallRole.SectionHead));
        var id = await hall.Import(section, "X1-1,王芳,X1局,X1W,窗口,,工作人员,2026-11-02,正式,");
        var waiting = (await hall.Propose(section, HolidayNotice.File("2047.json", """{"year":2047,"days":[{"name":"元旦","date":"2047-01-01","isOffDay":true}]}"""))).Value;
        Assert.Equal(0, await hall.Expire("imports"));
        hall.Clock.AdjustTime(hall.Clock.GetUtcNow().AddDays(367));

        Assert.Equal(1, await hall.Expire("imports"));
        Assert.Equal(0, await hall.Expire("imports"));

        await using var db = await hall.Factory.CreateDbContextAsync();
        Assert.Equal([waiting], await db.Set<ImportFile>().Select(file => file.ImportId).ToListAsync());
        Assert.Empty(await db.Set<ImportedFact>().ToListAsync());
        var shown = (await hall.Get<ShowImport>().Run(section, id, 1, default)).Value;
        Assert.Equal(("名单.csv", 1, false), (shown.Import.FileName, shown.Import.Created, shown.HasFile));
        Assert.Contains("已超过保存期限", (await hall.Get<TakeBackImport>().Run(head, id, "", default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("已超过保存期限", (await hall.Get<TakeImportFile>().Run(head, id, default)).Refusal!.Text, StringComparison.Ordinal);
    }
}
