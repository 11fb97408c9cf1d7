using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People.Import;
using PostRole = ServiceHall.Rules.People.PostRole;

namespace ServiceHall.Web.Tests.People;

/// <summary>What is rarely meant is imported only where it was ticked, and an empty cell leaves alone what the hall
/// has.</summary>
public sealed class DangerousRowsTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public async Task A_right_number_with_another_persons_name_stands_first_and_is_left_out_until_it_is_ticked()
    {
        var section = await Known("D1", "朱长博");
        FileRow[] rows = [Row("D1", "王五六"), Row("D1-new", "李强") with { Line = 3 }];

        var plan = await Preview(section, rows);
        Assert.Equal("D1-1 原是 朱长博，将改名为 王五六：请确认没有写错工号", Assert.Single(plan.Dangers).Danger.Text);
        Assert.Equal((1, 0, 1), (plan.Creating, plan.Changing, plan.LeftOut));
        Assert.Null((await Import(section, rows, plan)).Refusal);
        Assert.Equal("朱长博", (await Person("D1-1")).Name);
        Assert.Equal("李强", (await Person("D1-new-1")).Name);

        var ticked = await Preview(section, rows, "D1-1:name");
        Assert.Equal((1, 0), (ticked.Changing, ticked.LeftOut));
        Assert.Null((await Import(section, rows, ticked)).Refusal);
        Assert.Equal("王五六", (await Person("D1-1")).Name);
    }

    [Fact]
    public async Task An_empty_cell_keeps_the_hall_the_role_the_kind_and_the_last_day()
    {
        var section = await Known("D2", "王芳", to: "2026-12-31");
        FileRow[] rows = [Row("D2", "王芳") with { SiteCode = "", Role = "", Kind = "", To = "" }];

        var plan = await Preview(section, rows);

        Assert.Equal((1, 0), (plan.Unchanged, plan.Dangers.Count));
        Assert.Null((await Import(section, rows, plan)).Refusal);
        var post = Assert.Single((await Person("D2-1")).Postings);
        Assert.Equal((PostRole.Leader, new DateOnly(2026, 12, 31)), (post.Role, post.To!.Value));
        Assert.NotNull(post.Window!.SiteId);
    }

    [Theory]
    [InlineData("D3a", "（清空）")]
    [InlineData("D3b", "(清空)")]
    public async Task The_word_for_it_empties_the_hall_and_takes_a_tick_of_its_own(string prefix, string word)
    {
        var section = await Known(prefix, "王芳");
        FileRow[] rows = [Row(prefix, "王芳") with { SiteCode = word }];

        var plan = await Preview(section, rows);
        Assert.Contains("不再核对围栏", Assert.Single(plan.Dangers).Danger.Text, StringComparison.Ordinal);
        Assert.Equal(1, plan.LeftOut);
        var ticked = await Preview(section, rows, plan.Dangers[0].Danger.Key);
        Assert.Null((await Import(section, rows, ticked)).Refusal);

        Assert.Null((await Person(prefix + "-1")).Postings.Single().Window!.SiteId);
    }

    [Fact]
    public async Task The_word_for_it_is_no_name()
    {
        var section = await Known("D4", "王芳");

        var fault = Assert.Single((await Preview(section, [Row("D4", "（清空）")])).Rows[0].Faults);

        Assert.Equal("姓名", fault.Column);
    }

    [Fact]
    public async Task A_leader_who_would_be_one_no_longer_and_whoever_would_leave_are_dangers()
    {
        var section = await Known("D5", "王芳");
        FileRow[] rows = [Row("D5", "王芳") with { Role = "工作人员", To = "2026-11-30" }];

        var plan = await Preview(section, rows);

        Assert.Equal(["D5-1 王芳 不再是负责人", "D5-1 王芳 自 2026-11-30 后离岗，没有接续的任职"],
            plan.Dangers.Select(danger => danger.Danger.Text));
        // One tick is not enough for both.
        Assert.Equal(1, (await Preview(section, rows, plan.Dangers[0].Danger.Key)).LeftOut);
        Assert.Equal(0, (await Preview(section, rows, [.. plan.Dangers.Select(danger => danger.Danger.Key)])).LeftOut);
    }

    [Fact]
    public async Task Whoever_moves_on_the_day_after_does_not_leave_but_moving_to_another_unit_is_a_danger_and_both_rows_fall_together()
    {
        var section = await Known("D6", "王芳");
        FileRow[] rows =
        [
            Row("D6", "王芳") with { To = "2026-11-30" },
            Row("D6", "王芳") with { Line = 3, From = "2026-12-01", Unit = "别的局", WindowCode = "D6-far",
                WindowName = "远处", Role = "负责人" },
        ];

        var plan = await Preview(section, rows);

        Assert.Contains("调到 D6-far（别的局），不是同一单位", Assert.Single(plan.Rows[1].Dangers).Text, StringComparison.Ordinal);
        // Without the second row the first one lets the person leave.
        Assert.Contains("没有接续的任职", Assert.Single(plan.Rows[0].Dangers).Text, StringComparison.Ordinal);
        Assert.Equal(2, plan.LeftOut);
        Assert.Equal((0, 1, 1), await Counts(section, rows, plan.Rows[1].Dangers[0].Key));
    }

    [Fact]
    public async Task A_day_in_between_does_not_hide_that_a_leader_is_one_no_longer_and_stands_in_another_unit()
    {
        var section = await Known("D11", "王芳");
        FileRow[] rows =
        [
            Row("D11", "王芳") with { To = "2026-11-30" },
            Row("D11", "王芳") with { Line = 3, From = "2026-12-01", To = "2026-12-01" },
            Row("D11", "王芳") with { Line = 4, From = "2026-12-02", Unit = "D11 别的局", WindowCode = "D11-far",
                WindowName = "远处", Role = "工作人员" },
        ];

        var plan = await Preview(section, rows);

        Assert.Contains("D11-1 王芳 不再是负责人（新任职）", plan.Rows[2].Dangers.Select(danger => danger.Text));
        Assert.Contains(plan.Rows[2].Dangers, danger => danger.Text.Contains("调到 D11-far（D11 别的局），不是同一单位", StringComparison.Ordinal));
        Assert.True(plan.Rows[2].IsLeftOut);
    }

    [Fact]
    public async Task Nor_that_whoever_had_no_last_day_leaves_after_it()
    {
        var section = await Known("D12", "王芳");
        FileRow[] rows =
        [
            Row("D12", "王芳") with { To = "2026-11-30" },
            Row("D12", "王芳") with { Line = 3, From = "2026-12-01", To = "2026-12-01" },
        ];

        var (danger, about) = Assert.Single((await Preview(section, rows)).Dangers);

        Assert.Equal("D12-1 王芳 自 2026-12-01 后离岗，没有接续的任职", danger.Text);
        Assert.Equal([2, 3], about.Select(row => row.Row.Line));
        Assert.Equal((0, 1, 1), await Counts(section, rows, danger.Key));
    }

    [Fact]
    public async Task Within_the_unit_and_the_hall_people_move_without_a_tick()
    {
        var section = await Known("D7", "王芳");
        FileRow[] rows =
        [
            Row("D7", "王芳") with { To = "2026-11-30" },
            Row("D7", "王芳") with { Line = 3, From = "2026-12-01", WindowCode = "D7-near", WindowName = "旁边" },
        ];

        Assert.Equal((0, 1, 1), await Counts(section, rows));
    }

    [Fact]
    public async Task A_window_that_would_belong_to_another_unit_takes_one_tick_for_all_its_rows()
    {
        var section = await Known("D8", "王芳");
        FileRow[] rows =
        [
            Row("D8", "王芳") with { Unit = "D8 别的局" },
                Row("D8-b", "李强") with { Line = 3, Unit = "D8 别的局", WindowCode = "D8W", WindowName = "窗口D8W",
                SiteCode = "D8S" },
        ];

        var plan = await Preview(section, rows);

        var (danger, about) = Assert.Single(plan.Dangers);
        Assert.Equal("窗口 D8W 单位 D8局→D8 别的局", danger.Text);
        Assert.Equal((2, 2), (about.Count, plan.LeftOut));
        Assert.Equal((0, 2, 0), await Counts(section, rows, danger.Key));
    }

    [Fact]
    public async Task A_row_that_the_sheet_hides_is_imported_only_with_a_tick()
    {
        var section = await Known("D9", "王芳");
        FileRow[] rows = [Row("D9-b", "李强") with { IsHidden = true }];

        Assert.Equal((1, 0, 0), await Counts(section, rows));
        Assert.Equal((0, 1, 0), await Counts(section, rows, "2:hidden"));
    }

    [Fact]
    public async Task What_was_not_ticked_in_the_preview_is_not_done_by_whoever_confirms()
    {
        var section = await Known("D10", "王芳");
        FileRow[] rows = [Row("D10", "别人")];
        var plan = await Preview(section, rows);

        var answer = await hall.Get<ImportPeople>()
            .Run(section, rows, plan.Fingerprint(), new Progress<ImportProgress>(), default,
            ticks: new HashSet<string> { "D10-1:name" });

        Assert.Equal(RefusalKind.Conflict, answer.Refusal!.Kind);
        Assert.Equal("王芳", (await Person("D10-1")).Name);
    }

    // Of somebody whom the hall does not know, the window has no hall.
    private static FileRow Row(string prefix, string name) =>
        new(2, prefix + "-1", name, prefix + "局", prefix + "W", "窗口" + prefix + "W",
            prefix.Contains('-', StringComparison.Ordinal) ? "" : prefix + "S", "负责人", "正式", "2026-01-04", "");

    // A leader at a window in a hall.
    private async Task<Actor> Known(string prefix, string name, string to = "")
    {
        var section = await hall.Person(prefix + "-section", HallRole.Section);
        await using (var db = await hall.Factory.CreateDbContextAsync())
        {
            db.Add(new Web.People.Site { Code = prefix + "S", Name = prefix, Latitude = 22.8, Longitude = 113.2,
                RadiusMetres = 100 });
            await db.SaveChangesAsync();
        }

        FileRow[] rows = [Row(prefix, name) with { To = to }];
        Assert.Null((await Import(section, rows, await Preview(section, rows))).Refusal);
        return section;
    }

    private async Task<Web.People.StaffMember> Person(string number)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.Staff.Include(person => person.Postings).ThenInclude(post => post.Window)
            .SingleAsync(person => person.Number == number);
    }

    private async Task<(int LeftOut, int Creating, int Changing)> Counts(Actor actor, FileRow[] rows,
        params string[] ticks)
    {
        var plan = await Preview(actor, rows, ticks);
        Assert.Equal(0, plan.Wrong);
        return (plan.LeftOut, plan.Creating, plan.Changing);
    }

    private async Task<ImportPlan> Preview(Actor actor, IReadOnlyList<FileRow> rows, params string[] ticks) =>
        (await hall.Get<ImportPeople>()
            .Preview(actor, rows, new Progress<ImportProgress>(), default, ticks.ToHashSet())).Value;

    private Task<Answer<ImportPlan>> Import(Actor actor, IReadOnlyList<FileRow> rows, ImportPlan plan) =>
        hall.Get<ImportPeople>()
            .Run(actor, rows, plan.Fingerprint(), new Progress<ImportProgress>(), default, ticks: plan.Ticks);
}
