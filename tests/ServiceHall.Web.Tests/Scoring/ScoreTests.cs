using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.People;
using ServiceHall.Web.Ranking;
using ServiceHall.Web.Scoring;
using Window = ServiceHall.Web.People.Window;

namespace ServiceHall.Web.Tests.Scoring;

public sealed class ScoreTests : IAsyncLifetime
{
    private static readonly Quarter Fourth = new(2026, 4);

    // Each test has a hall of its own: a standing is about everybody.
    private readonly TestHall _hall = new();

    public Task InitializeAsync() => _hall.InitializeAsync();

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task A_score_says_the_number_and_under_it_what_led_to_it()
    {
        var (section, window) = (await _hall.Person("section", HallRole.Section), await _hall.Window("W1"));
        var (clerk, _) = (await _hall.Posted("1001", window), await _hall.Posted("1002", window));
        var id = await Log(section, window, clerk, "K1.5");
        await Log(section, window, null, "K1.6");

        var own = await Show(clerk, null);
        Assert.Equal("98.00", $"{own.Score!.Value}");
        var entry = Assert.Single(own.Entries);
        Assert.Equal(("K1.5", -2m, "考核 一(一)1(5)", "测试section", (int?)id), (entry.Code, entry.Points, entry.Clause, entry.Author, entry.FindingId));
        Assert.Contains("扣 2 分", entry.Sentence, StringComparison.Ordinal);

        // The mean of 98 and 100, less 3 of its own.
        var windows = await Show(clerk, own.Window);
        Assert.Equal("96.00", $"{windows.Score!.Value}");
        Assert.Equal("K1.6", Assert.Single(windows.Entries).Code);
    }

    [Fact]
    public async Task A_score_read_alone_is_the_one_in_the_list_also_where_people_moved_between_windows()
    {
        var section = await _hall.Person("section", HallRole.Section);
        var (first, second) = (await _hall.Window("W1"), await _hall.Window("W2"));
        var (stays, moves) = (await _hall.Posted("1001", first), await _hall.Posted("1002", first));
        await _hall.Posted("2001", second);
        await Log(section, first, moves, "K1.5");
        await Log(section, first, stays, "K1.2b", new(2026, 11, 17, 9, 0, 0));
        await Log(section, first, stays, "K1.2b", new(2026, 11, 17, 10, 0, 0));
        await Log(section, second, null, "K1.6");
        Assert.Null((await _hall.Get<MovePerson>().Run(section, new(moves.StaffId, second.Id, PostRole.Staff, PostKind.Regular, new(2026, 11, 19)), default)).Refusal);

        foreach (var kind in Enum.GetValues<SubjectKind>())
        {
            var rows = (await _hall.Get<ListScores>().Run(section, new(kind, Fourth, "", 1), default)).Value.Rows;
            Assert.NotEmpty(rows);
            foreach (var row in rows)
            {
                var alone = (await Show(section, new LedgerSubject(kind, row.Id))).Score!;
                Assert.Equal((row.Score.Value, row.Score.AllDeducted, row.Score.Mean), (alone.Value, alone.AllDeducted, alone.Mean));
            }
        }
    }

    [Fact]
    public async Task What_was_taken_back_is_shown_and_does_not_count()
    {
        var (section, window) = (await _hall.Person("section", HallRole.Section), await _hall.Window("W1"));
        var clerk = await _hall.Posted("1001", window);
        var later = await Log(section, window, clerk, "K1.2a", new(2026, 11, 18, 10, 0, 0));
        await Log(section, window, clerk, "K1.2a", new(2026, 11, 18, 11, 0, 0));
        // The earliest becomes the reminder; what was one costs a point now, and what cost one still does.
        await Log(section, window, clerk, "K1.2a", new(2026, 11, 18, 9, 0, 0));

        var own = await Show(clerk, null);
        Assert.Equal("98.00", $"{own.Score!.Value}");
        Assert.Contains(own.Entries, entry => entry.FindingId == later && !entry.IsTakenBack);
    }

    [Fact]
    public async Task Clerks_see_their_own_and_their_windows_score_and_nobody_elses()
    {
        var (window, other) = (await _hall.Window("W1"), await _hall.Window("W2"));
        var (clerk, colleague) = (await _hall.Posted("1001", window), await _hall.Posted("1002", window));
        var (leader, hallLeader) = (await _hall.Posted("1003", window, PostRole.Leader), await _hall.Person("hall", HallRole.HallLeader));

        Assert.Null((await Ask(clerk, LedgerSubject.Window(window.Id))).Refusal);
        Assert.Equal(RefusalKind.NotAllowed, (await Ask(clerk, LedgerSubject.Staff(colleague.StaffId))).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotAllowed, (await Ask(clerk, LedgerSubject.Window(other.Id))).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotAllowed, (await _hall.Get<ListScores>().Run(clerk, new(SubjectKind.Person, Fourth, "", 1), default)).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotAllowed, (await _hall.Get<ShowStanding>().Run(clerk, new(SubjectKind.Window, Fourth, 1), default)).Refusal!.Kind);
        Assert.Null((await Ask(leader, LedgerSubject.Staff(clerk.StaffId))).Refusal);
        Assert.Null((await Ask(hallLeader, LedgerSubject.Staff(clerk.StaffId))).Refusal);
    }

    [Fact]
    public async Task Equal_scores_share_a_rank_and_fewer_deductions_come_first()
    {
        var section = await _hall.Person("section", HallRole.Section);
        var windows = new List<Window>();
        foreach (var code in (string[])["W1", "W2", "W3", "W4"])
        {
            windows.Add(await _hall.Window(code));
            await _hall.Posted("p" + code, windows[^1]);
        }

        await Log(section, windows[0], null, "K1.6");
        await Log(section, windows[3], null, "K3.1", note: "责任人：张三");

        var found = (await _hall.Get<ShowStanding>().Run(section, new(SubjectKind.Window, Fourth, 1), default)).Value;
        Assert.Equal([(1, "窗口W2"), (1, "窗口W3"), (3, "窗口W1"), (4, "窗口W4")], found.Rows.Select(row => (row.Place.Rank, row.Name)));
        await using var db = await _hall.Factory.CreateDbContextAsync();
        var shown = await _hall.Get<PublicStanding>().Read(db, default);
        Assert.Equal([(1, 100m), (1, 100m), (3, 97m), (4, 95m)], shown.Select(place => (place.Rank, place.Points)));
    }

    [Fact]
    public async Task Gifts_cost_the_person_and_the_window_the_quarter_once_they_are_verified()
    {
        var (section, window) = (await _hall.Person("section", HallRole.Section), await _hall.Window("W1"));
        var clerk = await _hall.Posted("1001", window);
        var id = await Log(section, window, clerk, "K1.8");
        Assert.All(await Places(section, SubjectKind.Person), place => Assert.True(place.IsEligible));

        await _hall.Get<VerifyFinding>().Verify(section, id, default);

        foreach (var kind in Enum.GetValues<SubjectKind>())
            Assert.Equal(["gifts"], Assert.Single(await Places(section, kind)).Bars.Select(bar => bar.Code));
    }

    [Fact]
    public async Task The_section_finds_scores_by_number_name_window_and_unit()
    {
        var (section, window) = (await _hall.Person("section", HallRole.Section), await _hall.Window("W1"));
        await _hall.Posted("1001", window);
        await _hall.Posted("2002", await _hall.Window("W2"));

        foreach (var text in (string[])["1001", "测试1001", "窗口W1", "单位W1"])
            Assert.Equal("1001", Assert.Single((await _hall.Get<ListScores>().Run(section, new(SubjectKind.Person, Fourth, text, 1), default)).Value.Rows).Number);
        Assert.Equal(2, (await _hall.Get<ListScores>().Run(section, new(SubjectKind.Window, Fourth, "", 1), default)).Value.Total);
    }

    private async Task<int> Log(Actor section, Window window, Actor? clerk, string code, DateTime? at = null, string note = "") =>
        (await _hall.Get<LogFinding>().Run(
            section, new(Guid.NewGuid(), InspectionKind.Daily, window.Id, clerk?.StaffId, code, 1, false, note, [], at), default)).Value;

    private Task<Answer<ShowScore.Page>> Ask(Actor actor, LedgerSubject? subject) => _hall.Get<ShowScore>().Run(actor, new(subject, Fourth), default);

    private async Task<ShowScore.Page> Show(Actor actor, LedgerSubject? subject) => (await Ask(actor, subject)).Value;

    private async Task<List<Rules.Ranking.Place>> Places(Actor section, SubjectKind kind) =>
        [.. (await _hall.Get<ShowStanding>().Run(section, new(kind, Fourth, 1), default)).Value.Rows.Select(row => row.Place)];
}
