using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Import;
using ServiceHall.Web.People;
using ServiceHall.Web.Tests.Attendance;

namespace ServiceHall.Web.Tests.People;

/// <summary>An import is on record with its file, and is taken back as a whole while nothing rests on it.</summary>
public sealed class TakeBackImportTests(PunchingHall hall) : IClassFixture<PunchingHall>
{
    [Fact]
    public async Task An_import_is_on_record_with_who_when_what_and_its_file()
    {
        var (section, clerk) = (await hall.Person("T1-section", HallRole.Section), await hall.Person("T1-clerk"));

        var id = await hall.Import(section, "T1-1,王芳,T1局,T1W,窗口,,负责人,2026-11-02,正式,",
            "T1-2,李强,T1局,T1W,窗口,,工作人员,2026-11-02,正式,");

        var shown = (await hall.Get<ShowImport>().Run(section, id, 1, default)).Value;
        Assert.Equal(("名单.csv", 2, 0, ImportState.Done),
            (shown.Import.FileName, shown.Import.Created, shown.Import.Changed, shown.Import.State));
        Assert.Equal(section.StaffId, shown.Import.ImporterId);
        Assert.StartsWith("单位 T1局；窗口 T1W 窗口；人员 T1-1 王芳；任职 T1W 自 2026-11-02", shown.Lines[0].Words,
            StringComparison.Ordinal);
        Assert.Equal((2, 0), (shown.Total, shown.Hindered));
        Assert.Contains("T1-2,李强",
            System.Text.Encoding.UTF8.GetString((await hall.Get<TakeImportFile>().Run(section, id, default))
            .Value.Bytes), StringComparison.Ordinal);
        Assert.Contains(await hall.AuditRecords(), record => record.Action == "import.download"
            && record.Subject == $"import {id}");
        // Nobody else sees the list, the record or the file.
        Assert.Equal(RefusalKind.NotAllowed, (await hall.Get<ListImports>().Run(clerk, 1, default)).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotAllowed, (await hall.Get<ShowImport>().Run(clerk, id, 1, default)).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotAllowed, (await hall.Get<TakeImportFile>().Run(clerk, id, default)).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotAllowed, (await hall.Get<TakeBackImport>().Run(clerk, id, "", default)).Refusal!.Kind);
    }

    [Fact]
    public async Task What_was_brought_goes_and_what_was_changed_is_as_before()
    {
        var section = await hall.Person("T2section", HallRole.Section);
        _ = await hall.Clerk("at the hall");
        await hall.Import(section, "T2-1,王芳,T2局,T2W,窗口,HALL,负责人,2026-11-02,正式,2026-12-31");
        var before = await State("T2");
        var id = await hall.Import(
            section, "T2-1,王方,T2别的局,T2W,别名,（清空）,工作人员,2026-11-02,临时,2026-11-30",
                "T2-2,李强,T2别的局,T2X,新窗口,HALL,工作人员,2026-11-20,正式,");
        Assert.NotEqual(before, await State("T2"));

        Assert.Null((await hall.Get<TakeBackImport>().Run(section, id, "", default)).Refusal);

        Assert.Equal(before, await State("T2"));
        Assert.Equal(ImportState.TakenBack, (await hall.Get<ShowImport>().Run(section, id, 1, default))
            .Value.Import.State);
        Assert.Contains(await hall.AuditRecords(), record => record.Action == "import.take-back"
            && record.Subject == $"import {id}");
        Assert.Contains("已经撤回", (await hall.Get<TakeBackImport>().Run(section, id, "", default)).Refusal!.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_punch_since_then_stands_in_the_way_and_nothing_changes()
    {
        var section = await hall.Person("T3-section", HallRole.Section);
        hall.At("2026-11-19 08:00:00");
        var id = await hall.Import(section, "T3-1,王芳,T3局,T3W,窗口,,工作人员,2026-11-02,正式,",
            "T3-2,李强,T3局,T3W,窗口,,工作人员,2026-11-02,正式,");
        await using var db = await hall.Factory.CreateDbContextAsync();
        var clerk = new Actor(await db.Staff.Where(staff => staff.Number == "T3-2").Select(staff => staff.Id)
            .SingleAsync(), "192.0.2.1");
        hall.At("2026-11-19 08:20:00");
        Assert.True((await hall.Press(clerk, PunchAction.In)).Accepted);
        var before = await State("T3");

        var shown = (await hall.Get<ShowImport>().Run(section, id, 1, default)).Value;
        var answer = await hall.Get<TakeBackImport>().Run(section, id, "", default);

        // The line that brought the window has it as well: somebody punched there.
        Assert.Equal([2, 3], shown.Lines.Select(line => line.Number));
        Assert.Contains("T3-2 已有 1 次打卡", shown.Lines[1].Hindrances);
        Assert.Contains("第 3 行：T3-2 已有 1 次打卡", answer.Refusal!.Text, StringComparison.Ordinal);
        Assert.Equal(before, await State("T3"));
    }

    [Fact]
    public async Task A_later_edit_of_the_same_row_stands_in_the_way()
    {
        var section = await hall.Person("T4-section", HallRole.Section);
        var id = await hall.Import(section, "T4-1,王芳,T4局,T4W,窗口,,工作人员,2026-11-02,正式,");
        await using var db = await hall.Factory.CreateDbContextAsync();
        var staff = await db.Staff.SingleAsync(person => person.Number == "T4-1");
        Assert.Null((await hall.Get<EditPerson>()
            .Run(section, new(staff.Id, "T4-1", "王芳芳", null, staff.Version), default)).Refusal);

        Assert.Contains("人员 T4-1 导入之后又有改动", (await hall.Get<TakeBackImport>().Run(section, id, "", default))
            .Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_posting_at_a_window_that_it_brought_stands_in_the_way_and_later_imports_are_taken_back_first()
    {
        var section = await hall.Person("T5-section", HallRole.Section);
        var first = await hall.Import(section, "T5-1,王芳,T5局,T5W,窗口,,工作人员,2026-11-02,正式,");
        var second = await hall.Import(section, "T5-2,李强,T5局,T5W,窗口,,工作人员,2026-11-02,正式,");

        Assert.Contains("T5-2 又有自 2026-11-02 的任职", (await hall.Get<TakeBackImport>().Run(section, first, "", default))
            .Refusal!.Text, StringComparison.Ordinal);
        Assert.Null((await hall.Get<TakeBackImport>().Run(section, second, "", default)).Refusal);
        Assert.Null((await hall.Get<TakeBackImport>().Run(section, first, "", default)).Refusal);

        Assert.Empty(await State("T5"));
    }

    [Fact]
    public async Task A_role_that_somebody_was_given_since_stands_in_the_way()
    {
        var section = await hall.Person("T6-section", HallRole.Section);
        var id = await hall.Import(section, "T6-1,王芳,T6局,T6W,窗口,,工作人员,2026-11-02,正式,");
        await hall.Sql($"INSERT INTO role_grant (staff_id, role) SELECT id, 'Section' FROM staff_member WHERE number = 'T6-1'");

        Assert.Contains("T6-1 已有角色", (await hall.Get<TakeBackImport>().Run(section, id, "", default)).Refusal!.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_take_it_back_at_once_one_does()
    {
        var (section, head) = (await hall.Person("T7-section", HallRole.Section),
            await hall.Person("T7-head", HallRole.SectionHead));
        var id = await hall.Import(section, "T7-1,王芳,T7局,T7W,窗口,,工作人员,2026-11-02,正式,");

        var answers = await Task.WhenAll(hall.Get<TakeBackImport>().Run(section, id, "", default),
            hall.Get<TakeBackImport>().Run(head, id, "", default));

        Assert.Single(answers, answer => answer.Refusal is null);
        Assert.Empty(await State("T7"));
    }

    // Everything of people, postings, windows and units whose names begin so.
    private async Task<List<string>> State(string prefix)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        var posts = await db.Postings.Where(post => post.Staff!.Number.StartsWith(prefix + "-"))
            .Select(post => new { post.Staff!.Number, post.Staff.Name, post.Window!.Code, post.Role, post.Kind,
                post.From, post.To, post.EnrolledAt }).ToListAsync();
        var windows = await db.Windows.Where(window => window.Code.StartsWith(prefix))
            .Select(window => new { window.Code, window.Name, Unit = window.Unit!.Name, window.SiteId }).ToListAsync();
        var units = await db.Units.Where(unit => unit.Name.StartsWith(prefix)).Select(unit => unit.Name).ToListAsync();
        return [.. posts.Select(post => $"{post}").Concat(windows.Select(window => $"{window}")).Concat(units)
            .Order(StringComparer.Ordinal)];
    }
}
