using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Scoring;
using Window = ServiceHall.Web.People.Window;

namespace ServiceHall.Web.Tests.Inspection;

public sealed class FindingTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public async Task The_first_general_fault_of_a_daily_check_is_a_reminder_and_the_second_costs_a_point()
    {
        var (section, clerk, window) = await Hall("F1");
        var first = Form(window, clerk, "K1.2a") with { FoundAt = new(2026, 11, 18, 9, 0, 0) };
        Assert.Equal(FindingEffect.Reminder, (await Preview(section, first)).Effect);
        await Log(section, first);

        var second = Form(window, clerk, "K1.2a") with { FoundAt = new(2026, 11, 18, 15, 0, 0) };
        var preview = await Preview(section, second);
        Assert.Equal((FindingEffect.Booked, "-1", "考核 一(一)1(2)"), (preview.Effect, preview.Points, preview.Clause));
        var id = await Log(section, second);

        var row = Assert.Single(await Entries(clerk));
        Assert.Equal((-1m, $"{id}", section.StaffId), (row.Points, row.Reference, row.AuthorId!.Value));
    }

    [Fact]
    public async Task A_time_before_any_hall_of_this_kind_is_refused_and_a_search_for_nothing_printable_finds_all()
    {
        var (section, clerk, window) = await Hall("F0");
        await Log(section, Form(window, clerk, "K1.3b"));

        var answer = await hall.Get<LogFinding>().Run(section, Form(window, clerk, "K1.3b") with { FoundAt = DateTime.MinValue }, default);
        var found = await hall.Get<ListFindings>().Run(section, new("\0", null, ListFindings.State.All, 1), default);

        Assert.Contains("核对年份", answer.Refusal!.Text, StringComparison.Ordinal);
        Assert.NotEmpty(found.Value.Rows);
    }

    [Fact]
    public async Task A_fault_found_earlier_but_logged_later_takes_the_reminder_and_the_preview_says_so()
    {
        var (section, clerk, window) = await Hall("F2");
        var later = await Log(section, Form(window, clerk, "K2.1") with { FoundAt = new(2026, 11, 18, 15, 0, 0) });
        Assert.Empty(await Entries(clerk));

        var earlier = Form(window, clerk, "K2.1") with { FoundAt = new(2026, 11, 18, 9, 0, 0) };
        Assert.Contains($"检查记录 {later}：0 → -2 分", Assert.Single((await Preview(section, earlier)).AlsoKnow), StringComparison.Ordinal);
        await Log(section, earlier);

        Assert.Equal($"{later}", Assert.Single(await Entries(clerk)).Reference);
    }

    [Fact]
    public async Task Reminders_start_anew_in_each_quarter()
    {
        var (section, clerk, window) = await Hall("F3");
        await Log(section, Form(window, clerk, "K1.2b") with { FoundAt = new(2026, 9, 30, 9, 0, 0) });
        await Log(section, Form(window, clerk, "K1.2b") with { FoundAt = new(2026, 10, 9, 9, 0, 0) });

        Assert.Empty(await Entries(clerk));
    }

    [Fact]
    public async Task What_needs_verification_gives_nothing_until_it_is_verified()
    {
        var (section, clerk, window) = await Hall("F4");
        var form = Form(window, clerk, "K4.1a") with { Inspection = InspectionKind.Report, IsSevere = true };
        Assert.Equal(FindingEffect.Unverified, (await Preview(section, form)).Effect);
        var id = await Log(section, form);
        Assert.Empty(await Entries(clerk));

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => hall.Get<VerifyFinding>().Verify(section, id, default)));

        Assert.Equal(-5m, Assert.Single(await Entries(clerk)).Points);
    }

    [Fact]
    public async Task A_windows_item_is_the_windows_whoever_is_named_and_so_is_a_persons_without_a_name()
    {
        var (section, clerk, window) = await Hall("F5");
        await Log(section, Form(window, clerk, "K1.6"));
        await Log(section, Form(window, null, "K1.3b"));

        Assert.Empty(await Entries(clerk));
        await using var db = await hall.Factory.CreateDbContextAsync();
        var points = await db.Set<LedgerEntry>().Where(row => row.WindowId == window.Id && row.StaffId == null).Select(row => row.Points).ToListAsync();
        Assert.Equal([-3m, -2m], points.Order());
    }

    [Fact]
    public async Task The_same_form_sent_twice_at_once_is_one_finding()
    {
        var (section, clerk, window) = await Hall("F6");
        var form = Form(window, clerk, "K1.5");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => hall.Get<LogFinding>().Run(section, form, default)));

        Assert.Single(answers.Select(answer => answer.Value).Distinct());
        Assert.Single(await Entries(clerk));
    }

    [Fact]
    public async Task A_form_that_is_changed_after_another_tab_logged_it_is_not_taken_for_the_logged_one()
    {
        var (section, clerk, window) = await Hall("F20");
        var form = Form(window, clerk, "K1.5");
        var id = await Log(section, form);
        await hall.Get<KeepDraft>().Run(section, form, default);

        var other = await hall.Get<LogFinding>().Run(section, form with { Code = "K1.3b", Note = "另一件事" }, default);

        Assert.Equal(RefusalKind.Conflict, other.Refusal!.Kind);
        Assert.Contains($"已登记为检查记录 {id}", other.Refusal.Text, StringComparison.Ordinal);
        Assert.Null((await hall.Get<KeepDraft>().Read(section, default)).Value);
        Assert.NotEqual(id, await Log(section, form with { Key = Guid.NewGuid(), Code = "K1.3b", Note = "另一件事" }));
    }

    [Fact]
    public async Task Two_faults_logged_at_once_are_one_reminder_and_one_deduction()
    {
        var (section, clerk, window) = await Hall("F7");

        await Task.WhenAll(Enumerable.Range(0, 5).Select(minute => Log(
            section, Form(window, clerk, "K3.3") with { FoundAt = new(2026, 11, 18, 10, minute, 0) })));

        Assert.Equal(4, (await Entries(clerk)).Count);
    }

    [Fact]
    public async Task An_unannounced_visit_is_hidden_and_without_effect_until_the_section_files_it()
    {
        var (section, clerk, window) = await Hall("F8");
        var leader = await hall.Posted("F8-leader", window, PostRole.Leader);
        var inspector = await hall.Person("F8-inspector", HallRole.OutsideInspector);
        Assert.Equal(RefusalKind.NotAllowed, (await hall.Get<LogFinding>().Run(inspector, Form(window, clerk, "K1.5"), default)).Refusal!.Kind);

        var id = await Log(inspector, Form(window, clerk, "K1.5") with { Inspection = InspectionKind.Unannounced });
        Assert.Empty(await Seen(clerk));
        Assert.Empty(await Seen(leader));
        Assert.Equal([id], await Seen(inspector));
        Assert.Empty(await Entries(clerk));

        Assert.Equal(RefusalKind.NotAllowed, (await hall.Get<VerifyFinding>().File(inspector, id, default)).Refusal!.Kind);
        await hall.Get<VerifyFinding>().File(section, id, default);
        Assert.Equal([id], await Seen(clerk));
        Assert.Equal([id], await Seen(leader));
        Assert.Equal(-2m, Assert.Single(await Entries(clerk)).Points);
    }

    [Fact]
    public async Task A_clerk_does_not_see_a_colleagues_finding_and_cannot_log_one()
    {
        var (section, clerk, window) = await Hall("F9");
        var colleague = await hall.Posted("F9-colleague", window);
        await Log(section, Form(window, clerk, "K1.5"));

        Assert.Empty(await Seen(colleague));
        Assert.Equal(RefusalKind.NotAllowed, (await hall.Get<LogFinding>().Run(colleague, Form(window, clerk, "K1.5"), default)).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotAllowed, (await hall.Get<PreviewFinding>().Run(colleague, Form(window, clerk, "K1.5"), default)).Refusal!.Kind);
    }

    [Theory]
    [InlineData("K1.1a", 1, "考勤")]
    [InlineData("J1", 1, "加分")]
    [InlineData("X", 1, "扣分项")]
    [InlineData("K1.5", 0, "1 到 1000")]
    [InlineData("K1.5", 1001, "1 到 1000")]
    [InlineData("K3.1", 1, "责任人")]
    public async Task What_cannot_be_logged_is_refused_with_a_sentence(string code, int quantity, string says)
    {
        var (section, _, window) = await Hall($"F10-{code}-{quantity}");

        var answer = await hall.Get<LogFinding>().Run(section, Form(window, null, code) with { Quantity = quantity }, default);

        Assert.Contains(says, answer.Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_found_in_the_future_and_nobody_is_named_who_is_not_posted()
    {
        var (section, _, window) = await Hall("F11");
        var gone = await hall.Posted("F11-gone", window, to: new(2026, 6, 30));

        Assert.Contains("晚于现在", (await hall.Get<LogFinding>().Run(
            section, Form(window, null, "K1.5") with { FoundAt = new(2026, 11, 19, 8, 1, 0) }, default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("不在岗任职", (await hall.Get<LogFinding>().Run(section, Form(window, gone, "K1.5"), default)).Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_is_kept_until_its_finding_is_logged()
    {
        var (section, clerk, window) = await Hall("F12");
        var form = Form(window, clerk, "K1.5") with { Note = "午间离岗" };
        await hall.Get<KeepDraft>().Run(section, form, default);
        Assert.Equal("午间离岗", (await hall.Get<KeepDraft>().Read(section, default)).Value!.Note);

        await Log(section, form);

        Assert.Null((await hall.Get<KeepDraft>().Read(section, default)).Value);
        // Two changes at once are one draft, and another form that is saved leaves it alone.
        await Task.WhenAll(Enumerable.Range(0, 6).Select(turn => hall.Get<KeepDraft>().Run(section, form with { Key = Guid.Parse("7f9c24e8-3b12-4fef-91e0-56a2d5a5b1c1"), Note = $"{turn}" }, default)));
        await Log(section, Form(window, clerk, "K1.5") with { Key = Guid.NewGuid() });
        Assert.NotNull((await hall.Get<KeepDraft>().Read(section, default)).Value);
    }

    private async Task<(Actor Section, Actor Clerk, Window Window)> Hall(string name)
    {
        var window = await hall.Window(name);
        return (await hall.Person(name + "-section", HallRole.Section), await hall.Posted(name + "-clerk", window), window);
    }

    private static FindingForm Form(Window window, Actor? clerk, string code) =>
        new(Guid.NewGuid(), InspectionKind.Daily, window.Id, clerk?.StaffId, code, 1, false, "", []);

    private async Task<int> Log(Actor actor, FindingForm form) => (await hall.Get<LogFinding>().Run(actor, form, default)).Value;

    private async Task<PreviewFinding.Preview> Preview(Actor actor, FindingForm form) =>
        (await hall.Get<PreviewFinding>().Run(actor, form, default)).Value;

    private async Task<List<int>> Seen(Actor actor) => (await hall.Get<ListFindings>().Run(actor, new("", null, ListFindings.State.All, 1), default))
        .Value.Rows.Select(row => row.Finding.Id).ToList();

    private async Task<List<LedgerEntry>> Entries(Actor clerk)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.Set<LedgerEntry>().InForce().AsNoTracking().Where(row => row.StaffId == clerk.StaffId).ToListAsync();
    }
}
