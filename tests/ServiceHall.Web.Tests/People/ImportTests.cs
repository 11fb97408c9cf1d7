using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People.Import;

namespace ServiceHall.Web.Tests.People;

public sealed class ImportTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public async Task A_file_is_previewed_row_by_row_imported_and_changes_nothing_the_second_time()
    {
        var section = await hall.Person("F1-section", HallRole.Section);
        FileRow[] rows = [Row(2, "F1-1", "王芳", "F1A"), Row(3, "F1-2", "李强", "F1A", role: "负责人"), Row(4, "F1-3", "张伟", "F1B")];

        var plan = await Preview(section, rows);
        Assert.Equal((3, 0, 0, 0), (plan.Creating, plan.Changing, plan.Unchanged, plan.Wrong));
        Assert.Null((await Import(section, rows, plan)).Refusal);

        var again = await Preview(section, rows);
        Assert.Equal((0, 0, 3, 0), (again.Creating, again.Changing, again.Unchanged, again.Wrong));
        Assert.Null((await Import(section, rows, again)).Refusal);
        // After an interruption one's own finished imports tell what was written.
        Assert.Equal(["3 行：新增 0，修改 0，不变 3", "3 行：新增 3，修改 0，不变 0"], (await hall.Get<ImportPeople>().Latest(section, default)).Value.Select(record => record.Detail));
        await using var db = await hall.Factory.CreateDbContextAsync();
        Assert.Equal(3, await db.Postings.CountAsync(post => post.Window!.Code.StartsWith("F1")));
        // Each person is on record, once, by what was done to them.
        Assert.Contains("任职 F1A 自", Assert.Single(await hall.AuditRecords(), record => record.Subject == "staff F1-2").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_one_row_is_wrong_nothing_is_written()
    {
        var section = await hall.Person("F2-section", HallRole.Section);
        FileRow[] rows = [Row(2, "F2-1", "王芳", "F2A"), Row(3, "F2-2", "李强", "F2A") with { From = "昨天" }];

        var plan = await Preview(section, rows);
        var answer = await Import(section, rows, plan);

        Assert.Equal(new CellFault("到岗日期", "“昨天”应为日期，如 2026-01-04"), plan.Rows[1].Faults.Single());
        Assert.Contains("全部未写入", answer.Refusal!.Text, StringComparison.Ordinal);
        await using var db = await hall.Factory.CreateDbContextAsync();
        Assert.False(await db.Staff.AnyAsync(staff => staff.Number == "F2-1"));
    }

    [Theory]
    [InlineData("岗位", "组长", "应为 工作人员 或 负责人")]
    [InlineData("类别", "兼职", "应为 正式、临时 或 替班")]
    [InlineData("离岗日期", "2025-01-01", "不能早于到岗日期")]
    [InlineData("大厅编号", "nowhere", "没有编号为“nowhere”的大厅")]
    [InlineData("工号", "", "1 至 64 个字符")]
    [InlineData("姓名", "", "1 至 50 个字符")]
    public async Task A_wrong_cell_is_named_with_what_would_be_right(string column, string text, string expected)
    {
        var section = await hall.Person("F3-" + column, HallRole.Section);
        var row = Row(2, "F3", "王芳", "F3A");
        row = column switch
        {
            "岗位" => row with { Role = text },
            "类别" => row with { Kind = text },
            "离岗日期" => row with { To = text },
            "大厅编号" => row with { SiteCode = text },
            "工号" => row with { Number = text },
            _ => row with { Name = text },
        };

        var fault = (await Preview(section, [row])).Rows[0].Faults.Single();

        Assert.Equal(column, fault.Column);
        Assert.Contains(expected, fault.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_contradict_one_another_are_told_with_the_other_row()
    {
        var section = await hall.Person("F4-section", HallRole.Section);

        var plan = await Preview(section,
        [
            Row(2, "F4-1", "王芳", "F4A"), Row(3, "F4-1", "王方", "F4B"), Row(4, "F4-2", "李强", "F4A") with { WindowName = "别名" },
            Row(5, "F4-1", "王芳", "F4A"), Row(6, "F4-1", "王芳", "F4C") with { From = "2026-05-01" },
        ]);

        Assert.Equal([0, 2, 1, 1, 1], plan.Rows.Select(row => row.Faults.Count));
        Assert.Contains("第 2 行", plan.Rows[1].Faults[0].Text, StringComparison.Ordinal);
        Assert.Contains("重叠", plan.Rows[4].Faults[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_file_changes_names_windows_and_last_days()
    {
        var section = await hall.Person("F5-section", HallRole.Section);
        FileRow[] before = [Row(2, "F5-1", "王芳", "F5A")];
        _ = (await Import(section, before, await Preview(section, before))).Value;

        FileRow[] after = [Row(2, "F5-1", "王方", "F5B") with { To = "2026-06-30" }, Row(3, "F5-1", "王方", "F5A") with { From = "2026-07-01" }];
        var plan = await Preview(section, after, "F5-1:name");
        _ = (await Import(section, after, plan)).Value;

        await using var db = await hall.Factory.CreateDbContextAsync();
        var staff = await db.Staff.Include(person => person.Postings).ThenInclude(post => post.Window).SingleAsync(person => person.Number == "F5-1");
        Assert.Equal("王方", staff.Name);
        Assert.Equal(["F5B", "F5A"], staff.Postings.OrderBy(post => post.From).Select(post => post.Window!.Code));
    }

    [Fact]
    public async Task Nobody_gives_themselves_a_posting_by_a_file()
    {
        var administrator = await hall.Person("F7-admin", HallRole.SystemAdministrator);

        var plan = await Preview(administrator, [Row(2, "F7-admin", "测试F7-admin", "F7A", role: "负责人")]);

        var fault = Assert.Single(plan.Rows[0].Faults);
        Assert.Equal("工号", fault.Column);
        Assert.Contains("须由其他有权的人办理", fault.Text, StringComparison.Ordinal);
        Assert.NotNull((await Import(administrator, [plan.Rows[0].Row], plan)).Refusal);
    }

    [Fact]
    public async Task A_posting_that_has_ended_is_not_stretched_over_days_on_which_nobody_could_punch()
    {
        var section = await hall.Person("F8-section", HallRole.Section);
        FileRow[] ended = [Row(2, "F8-1", "王芳", "F8A") with { To = "2026-11-10" }];
        _ = (await Import(section, ended, await Preview(section, ended))).Value;

        var stretched = await Preview(section, [Row(2, "F8-1", "王芳", "F8A") with { To = "（清空）" }]);
        var anew = await Preview(section, [ended[0], Row(3, "F8-1", "王芳", "F8A") with { From = "2026-11-19" }]);

        Assert.Contains("已于 2026-11-10 结束", Assert.Single(stretched.Rows[0].Faults).Text, StringComparison.Ordinal);
        Assert.Equal((1, 0), (anew.Creating, anew.Wrong));
    }

    [Fact]
    public async Task Two_imports_at_once_do_not_mix()
    {
        var section = await hall.Person("F6-section", HallRole.Section);
        FileRow[] rows = [.. Enumerable.Range(0, 200).Select(n => Row(n + 2, $"F6-{n}", "王芳", $"F6W{n % 7}"))];
        var plan = await Preview(section, rows);

        var answers = await Task.WhenAll(Import(section, rows, plan), Import(section, rows, plan));

        // The second finds the hall changed since its preview and writes nothing.
        Assert.Single(answers, answer => answer.Refusal is null);
        Assert.Contains("有了变化", answers.Single(answer => answer.Refusal is not null).Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_thousand_rows_are_imported_and_say_how_far_they_are()
    {
        var section = await hall.Person("F7-section", HallRole.Section);
        FileRow[] rows = [.. Enumerable.Range(0, 5000).Select(n => Row(n + 2, $"F7-{n:D5}", "王芳", $"F7W{n / 10}"))];
        var seen = new List<ImportProgress>();
        var plan = await Preview(section, rows);

        var answer = await hall.Get<ImportPeople>().Run(section, rows, plan.Fingerprint(), new Listener(seen), default);

        Assert.Null(answer.Refusal);
        Assert.Contains(seen, progress => progress is { Stage: "核对", Done: 2500 });
    }

    internal static FileRow Row(int line, string number, string name, string window, string role = "工作人员") =>
        new(line, number, name, "市场监督管理局", window, "窗口" + window, "", role, "正式", "2026-01-04", "");

    private async Task<ImportPlan> Preview(Actor actor, IReadOnlyList<FileRow> rows, params string[] ticks) =>
        (await hall.Get<ImportPeople>().Preview(actor, rows, new Listener([]), default, ticks.ToHashSet())).Value;

    private Task<Answer<ImportPlan>> Import(Actor actor, IReadOnlyList<FileRow> rows, ImportPlan plan) =>
        hall.Get<ImportPeople>().Run(actor, rows, plan.Fingerprint(), new Listener([]), default, ticks: plan.Ticks);

    private sealed class Listener(List<ImportProgress> seen) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => seen.Add(value);
    }
}
