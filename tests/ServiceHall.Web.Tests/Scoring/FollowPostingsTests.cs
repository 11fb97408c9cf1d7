using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Scoring.FollowedPostings;
using ServiceHall.Web.Scoring.Settling;
using ServiceHall.Web.Tests.Attendance;
using ServiceHall.Web.Tests.Calendar;

namespace ServiceHall.Web.Tests.Scoring;

public sealed class FollowPostingsTests : IAsyncLifetime
{
    // Each test has a hall of its own: a close is about everybody.
    private readonly PunchingHall _hall = new();
    private Actor _section = null!;

    public async Task InitializeAsync()
    {
        await _hall.InitializeAsync();
        _section = await _hall.Person("F-section", HallRole.Section);
        var first = await _hall.Clerk("F-first");
        _hall.At("2026-11-18 08:20:00");
        Assert.True((await _hall.Press(first, PunchAction.In)).Accepted);
    }

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task Who_had_left_before_owes_nothing_for_the_days_after_though_it_is_told_late()
    {
        var clerk = await _hall.Clerk("F100");
        await CloseAll();
        Assert.Equal(4, (await _hall.Entries(clerk)).Count);
        Assert.Null((await _hall.Get<EditPerson>().Run(
            _section, new(clerk.StaffId, "F100", "测试", new DateOnly(2026, 11, 18), await Version(clerk)), default)).Refusal);

        Assert.Equal(1, await Follow());
        Assert.Equal(0, await Follow());

        Assert.Equal(["11-18 Morning truant", "11-18 Afternoon truant"], await _hall.Results(clerk));
        Assert.Equal(["2026-11-18/am/in K1.1b -1", "2026-11-18/pm/in K1.1b -1"], await _hall.Entries(clerk));
    }

    [Fact]
    public async Task A_move_told_late_takes_the_days_since_to_the_new_window()
    {
        var clerk = await _hall.Clerk("F101");
        var window = await _hall.Window("F-new");
        await CloseAll();
        Assert.Null((await _hall.Get<MovePerson>().Run(
            _section, new(clerk.StaffId, window.Id, PostRole.Staff, PostKind.Regular, new(2026, 11, 19)), default)).Refusal);

        Assert.Equal(1, await Follow());

        await using var db = await _hall.Factory.CreateDbContextAsync();
        var entries = await db.Set<LedgerEntry>().InForce().Where(entry => entry.StaffId == clerk.StaffId).ToListAsync();
        Assert.Equal(4, entries.Count);
        Assert.All(entries, entry => Assert.Equal(entry.Day == new DateOnly(2026, 11, 19), entry.WindowId == window.Id));
    }

    [Fact]
    public async Task A_posting_that_never_was_takes_everything_with_it_that_its_days_cost()
    {
        var clerk = await _hall.Clerk("F104");
        await CloseAll();
        Assert.Equal(4, (await _hall.Entries(clerk)).Count);
        var wrong = (await _hall.Get<ShowPerson>().Run(_section, clerk.StaffId, default)).Value.Postings.Single();
        Assert.Null((await _hall.Get<CorrectPosting>().TakeBack(_section, wrong.Id, wrong.Version, default)).Refusal);

        Assert.Equal(2, await Follow());

        Assert.Empty(await _hall.Results(clerk));
        Assert.Empty(await _hall.Entries(clerk));
        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.Equal(0, await db.Set<LedgerEntry>().Where(entry => entry.StaffId == clerk.StaffId).SumAsync(entry => entry.Points));
    }

    [Fact]
    public async Task Who_punched_was_there_so_a_wrong_window_is_corrected_and_not_taken_back()
    {
        var clerk = await _hall.Clerk("F106");
        var window = await _hall.Window("F-right");
        _hall.At("2026-11-18 08:25:00");
        Assert.True((await _hall.Press(clerk, PunchAction.In)).Accepted);
        await CloseAll();
        var before = await _hall.Results(clerk);
        var wrong = (await _hall.Get<ShowPerson>().Run(_section, clerk.StaffId, default)).Value.Postings.Single();

        var refused = await _hall.Get<CorrectPosting>().TakeBack(_section, wrong.Id, wrong.Version, default);
        var corrected = await _hall.Get<CorrectPosting>().Run(_section, new(wrong.Id, window.Id, wrong.Role, wrong.Kind, wrong.From, wrong.Version), default);
        await Follow();

        Assert.Contains("已有 1 次有效打卡", refused.Refusal!.Text, StringComparison.Ordinal);
        Assert.Null(corrected.Refusal);
        Assert.Equal(before, await _hall.Results(clerk));
        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.All(await db.Set<LedgerEntry>().InForce().Where(entry => entry.StaffId == clerk.StaffId).ToListAsync(), entry => Assert.Equal(window.Id, entry.WindowId));
    }

    [Fact]
    public async Task Who_is_enrolled_only_afterwards_owes_nothing_for_days_on_which_nobody_could_take_the_punch()
    {
        await CloseAll();
        var late = await _hall.Clerk("F102", new DateOnly(2026, 11, 18));
        await (await _hall.Exemption(new(2026, 11, 18, 8, 0, 0), new(2026, 11, 18, 9, 0, 0), "", "停电"))();

        await _hall.Get<RecomputeStale>().Run(default);
        await Follow();

        Assert.Empty(await _hall.Results(late));
        Assert.Empty(await _hall.Entries(late));
    }

    [Fact]
    public async Task A_quarter_closes_only_when_its_days_are_closed()
    {
        var head = await _hall.Person("F-head", HallRole.SectionHead);
        _hall.At("2027-01-04 08:00:00");

        var missing = (await _hall.Get<ShowQuarters>().Run(head, default)).Value;
        var early = await _hall.Get<CloseQuarter>().Run(head, new Quarter(2026, 4), default);
        await _hall.Get<CloseSessions>().Run(default);
        await _hall.SettleQuarter(head, new Quarter(2026, 4));
        var then = await _hall.Get<CloseQuarter>().Run(head, new Quarter(2026, 4), default);

        var closed = (await _hall.Get<ShowQuarters>().Run(head, default)).Value;

        Assert.Equal(closed[0].Quarter, new Quarter(2026, 4));
        Assert.NotNull(closed[0].ClosedAt);
        Assert.Equal("测试F-head", closed[0].ClosedBy);
        Assert.True(missing[0].Dues!.OpenSessions > 0);
        Assert.Null(missing[0].ClosedAt);
        Assert.Contains("2026-11-18 上午的考勤还没有关闭", early.Refusal!.Text, StringComparison.Ordinal);
        Assert.Null(then.Refusal);
    }

    [Fact]
    public async Task Month_and_quarter_wait_until_a_posting_told_late_has_changed_its_days()
    {
        var head = await _hall.Person("F-head2", HallRole.SectionHead);
        var clerk = await _hall.Clerk("F105");
        _hall.At("2027-01-04 08:00:00");
        await _hall.Get<CloseSessions>().Run(default);
        Assert.Null((await _hall.Get<EditPerson>().Run(
            _section, new(clerk.StaffId, "F105", "测试", new DateOnly(2026, 11, 18), await Version(clerk)), default)).Refusal);

        var month = await _hall.Get<SettleMonth>().Close(head, new YearMonth(2026, 11), default);
        var quarter = await _hall.Get<CloseQuarter>().Run(head, new Quarter(2026, 4), default);
        await Follow();
        var monthThen = await _hall.Get<SettleMonth>().Close(head, new YearMonth(2026, 11), default);
        Assert.Null((await _hall.Get<SettleMonth>().Close(head, new YearMonth(2026, 12), default)).Refusal);
        var quarterThen = await _hall.Get<CloseQuarter>().Run(head, new Quarter(2026, 4), default);

        Assert.Contains("待重新计算", month.Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("正在重新计算", quarter.Refusal!.Text, StringComparison.Ordinal);
        Assert.Null(monthThen.Refusal);
        Assert.Null(quarterThen.Refusal);
        // The full month of December that follows from it is of the quarter, not of the next.
        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.Equal(0, await _hall.Get<CloseMonths>().Run(default));
        Assert.Empty(await db.Set<LedgerEntry>().Where(entry => entry.Quarter == "2027Q1" && entry.Day < new DateOnly(2027, 1, 1)).ToListAsync());
    }

    [Fact]
    public async Task A_year_imported_late_takes_back_what_its_first_days_cost()
    {
        var clerk = await _hall.Clerk("F103");
        _hall.At("2027-01-02 08:00:00");
        await _hall.Get<CloseSessions>().Run(default);
        Assert.Contains("2027-01-01/am/in K1.1b -1", await _hall.Entries(clerk));
        const string Notice = """{"year":2027,"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true}]}""";
        Assert.Null((await _hall.TakeNotice(_section, await _hall.Person("F-second", HallRole.SectionHead), "2027.json", Notice)).Refusal);

        await _hall.Get<RecomputeStale>().Run(default);

        Assert.DoesNotContain(await _hall.Entries(clerk), entry => entry.StartsWith("2027-01-01", StringComparison.Ordinal));
    }

    private async Task CloseAll()
    {
        _hall.At("2026-11-20 08:00:00");
        Assert.Equal(4, await _hall.Get<CloseSessions>().Run(default));
    }

    private Task<int> Follow() => _hall.Get<FollowPostings>().Run(default);

    private async Task<uint> Version(Actor person)
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        return (await db.Staff.SingleAsync(staff => staff.Id == person.StaffId)).Version;
    }
}
