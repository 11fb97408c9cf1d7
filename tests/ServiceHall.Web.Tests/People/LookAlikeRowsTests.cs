using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People.Import;

namespace ServiceHall.Web.Tests.People;

/// <summary>The same thing written twice does not become two people, windows or units, and is pointed out before the
/// import.</summary>
public sealed class LookAlikeRowsTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public async Task A_number_a_window_and_a_unit_that_are_written_otherwise_are_those_that_the_hall_has()
    {
        var section = await hall.Person("L1-section", HallRole.Section);
        FileRow[] rows = [ImportTests.Row(2, "L161", "阿依古丽·买买提", "T17") with { WindowName = "试验" }];
        Assert.Null((await Import(section, rows, await Preview(section, rows))).Refusal);

        FileRow[] again = [rows[0] with { Number = "Ｌ１６１", Name = "阿依古丽•买买提", Unit = "市场 监督管理局", WindowCode = "ｔ１７" }];
        var plan = await Preview(section, again);

        Assert.Equal((1, 0, 0), (plan.Unchanged, plan.Dangers.Count, plan.Wrong));
        Assert.Equal(["单位", "窗口", "工号", "姓名"], plan.Rows[0].Notes.Select(note => note[..2]));
        Assert.Null((await Import(section, again, plan)).Refusal);
        await using var db = await hall.Factory.CreateDbContextAsync();
        Assert.Equal(["阿依古丽·买买提"], await db.Staff.Where(person => EF.Functions.Like(person.Name, "阿依古丽%"))
            .Select(person => person.Name).ToListAsync());
    }

    [Fact]
    public async Task A_correction_that_is_another_way_of_writing_only_is_not_made_and_said_with_where_it_is_made()
    {
        var section = await hall.Person("L5-section", HallRole.Section);
        FileRow[] rows = [ImportTests.Row(2, "L51", "王 芳", "L5") with { WindowName = "综合 窗口" }];
        Assert.Null((await Import(section, rows, await Preview(section, rows))).Refusal);

        var plan = await Preview(section, [rows[0] with { Name = "王芳", WindowName = "综合窗口" }]);

        Assert.Equal(1, plan.Unchanged);
        Assert.Equal(
            ["窗口名称“综合窗口”按已有的“综合 窗口”处理：全角、大小写、空格和间隔号不同仍是同一个，导入不改写法；要改写法请到“窗口与大厅”",
                "姓名“王芳”按已有的“王 芳”处理：全角、大小写、空格和间隔号不同仍是同一个，导入不改写法；要改写法请到“人员名单”"],
            plan.Rows[0].Notes);
    }

    [Fact]
    public async Task Two_rows_of_one_file_that_differ_in_width_only_are_one_person()
    {
        var section = await hall.Person("L2-section", HallRole.Section);

        var plan = await Preview(section,
            [ImportTests.Row(2, "Ａ２", "全角号", "L2"),
            ImportTests.Row(3, "a2", "半角号", "L2") with { From = "2026-05-01" }]);

        Assert.Contains("与第 2 行同一工号的姓名“全角号”不一致", Assert.Single(plan.Rows[1].Faults).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_number_with_the_name_of_somebody_of_the_unit_is_pointed_out()
    {
        var section = await hall.Person("L4-section", HallRole.Section);
        FileRow[] rows = [ImportTests.Row(2, "L4-1", "赵钱孙", "L4")];
        Assert.Null((await Import(section, rows, await Preview(section, rows))).Refusal);

        var plan = await Preview(section, [ImportTests.Row(2, "L4-2", "赵钱孙", "L4")]);

        Assert.Equal("同一单位已有同名的 L4-1，请确认不是同一人", Assert.Single(plan.Rows[0].Notes));
    }

    private async Task<ImportPlan> Preview(Actor actor, IReadOnlyList<FileRow> rows) =>
        (await hall.Get<ImportPeople>().Preview(actor, rows, new Progress<ImportProgress>(), default)).Value;

    private Task<Answer<ImportPlan>> Import(Actor actor, IReadOnlyList<FileRow> rows, ImportPlan plan) =>
        hall.Get<ImportPeople>().Run(actor, rows, plan.Fingerprint(), new Progress<ImportProgress>(), default);
}
