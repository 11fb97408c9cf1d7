using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Tests.LongWork;

namespace ServiceHall.Web.Tests.People;

/// <summary>The confirmed import as long work.</summary>
public sealed class ImportWorkTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public async Task The_confirmed_file_is_imported_by_whoever_confirmed_it_and_told()
    {
        var section = await hall.Person("I1-section", HallRole.Section);
        var wanted = await Confirmed(hall, section, 3, "I1");

        var work = await hall.Do(section, wanted);

        Assert.Equal((WorkState.Done, false), (work.State, work.IsRefused));
        Assert.StartsWith("新增 3 行，修改 0 行，不变 0 行。", work.Result, StringComparison.Ordinal);
        Assert.StartsWith("“导入人员”已完成：新增 3 行", Assert.Single(await hall.MessagesTo(section)).Text, StringComparison.Ordinal);
        Assert.Equal(3, await Imported(hall, "I1-"));
        // Kept as before for whoever looks back.
        Assert.Equal(["3 行：新增 3，修改 0，不变 0"], (await hall.Get<ImportPeople>().Latest(section, default)).Value.Select(record => record.Detail));
    }

    [Fact]
    public async Task A_hall_that_changed_since_the_preview_is_a_result_and_nothing_is_written()
    {
        var section = await hall.Person("I2-section", HallRole.Section);
        var wanted = await Confirmed(hall, section, 3, "I2");
        _ = await hall.Person("I2-0");

        var work = await hall.Do(section, wanted);

        Assert.Equal((WorkState.Done, true), (work.State, work.IsRefused));
        Assert.Contains("预览之后大厅的数据有了变化", work.Result, StringComparison.Ordinal);
        Assert.Equal(0, await Imported(hall, "I2-"));
    }

    [Fact]
    public async Task Whoever_lost_the_right_meanwhile_imports_nothing()
    {
        var section = await hall.Person("I3-section", HallRole.Section);
        var id = (await hall.Get<StartWork>().Run(section, await Confirmed(hall, section, 2, "I3"), default)).Value;
        await hall.Sql($"DELETE FROM role_grant WHERE staff_id = {section.StaffId}");

        await hall.Run(id);

        Assert.True((await hall.Row(id)).IsRefused);
        Assert.Equal(0, await Imported(hall, "I3-"));
    }

    /// <summary>A file of so many new people, previewed and confirmed.</summary>
    internal static async Task<StartWork.Wanted> Confirmed(TestHall hall, Actor actor, int people, string prefix)
    {
        var file = FileOf(people, prefix);
        var plan = (await hall.Get<ImportPeople>().Preview(actor, PeopleFile.Read(file.Bytes).Value.Rows, new Progress<ImportProgress>(), default)).Value;
        Assert.Equal((people, 0), (plan.Creating, plan.Wrong));
        return new(ImportWork.Kind, new ImportWork.Confirmed(plan.Fingerprint()), Guid.NewGuid(), file);
    }

    internal static UploadedFile FileOf(int people, string prefix) => new("text/csv", "名单.csv", System.Text.Encoding.UTF8.GetBytes(
        string.Join(',', PeopleFile.Headers) + "\n"
        + string.Concat(Enumerable.Range(0, people).Select(number => $"{prefix}-{number},王芳,市场监督管理局,{prefix}A,窗口{prefix}A,,工作人员,2026-01-04,正式,\n"))));

    private static async Task<int> Imported(TestHall hall, string prefix)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.Postings.CountAsync(post => post.Staff!.Number.StartsWith(prefix));
    }
}
