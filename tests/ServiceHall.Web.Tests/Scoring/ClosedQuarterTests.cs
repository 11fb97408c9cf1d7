using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Rules.Scoring;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Scoring.Settling;
using DueEntry = ServiceHall.Rules.Scoring.LedgerEntry;
using LedgerEntry = ServiceHall.Web.Scoring.LedgerEntry;

namespace ServiceHall.Web.Tests.Scoring;

public sealed class ClosedQuarterTests(TestHall hall) : IClassFixture<TestHall>
{
    private static readonly DateOnly September = new(2026, 9, 15);
    private static readonly Quarter Third = new(2026, 3);

    [Fact]
    public async Task What_is_found_later_is_booked_in_the_open_quarter_and_cites_its_day()
    {
        var (clerk, head) = (await hall.Person("Q1"), await hall.Person("Q1-head", HallRole.SectionHead));
        await hall.Window("Q1");
        await Begin("Q1");
        await Recompute(clerk, Late("Q1", "in"));
        await hall.Get<CloseQuarter>().Run(head, Third, default);

        await Recompute(clerk, Late("Q1", "in"), Late("Q1", "out"));
        await Recompute(clerk, Late("Q1", "out"));

        await using var db = await hall.Factory.CreateDbContextAsync();
        var rows = await db.Set<LedgerEntry>().AsNoTracking().Where(row => row.StaffId == clerk.StaffId).OrderBy(row => row.Id).ToListAsync();
        Assert.All(rows, row => Assert.Equal(September, row.Day));
        Assert.Equal([("2026Q3", -1m), ("2026Q4", -1m), ("2026Q4", 1m)], rows.Select(row => (row.Quarter, row.Points)));
        Assert.Equal([-1m], await db.CountingIn("2026Q3").Where(row => row.StaffId == clerk.StaffId).Select(row => row.Points).ToListAsync());
        Assert.Equal([-1m, 1m], await db.CountingIn("2026Q4").Where(row => row.StaffId == clerk.StaffId).OrderBy(row => row.Id).Select(row => row.Points).ToListAsync());
    }

    [Fact]
    public async Task A_finding_of_a_closed_quarter_says_before_it_is_logged_where_its_points_are_counted()
    {
        var (section, head) = (await hall.Person("Q4", HallRole.Section), await hall.Person("Q4-head", HallRole.SectionHead));
        var window = await hall.Window("Q4");
        await Begin("Q4");
        await hall.Get<CloseQuarter>().Run(head, new Quarter(2026, 1), default);

        var closed = await Preview(new(2026, 3, 31, 10, 0, 0));
        var open = await Preview(new(2026, 11, 18, 10, 0, 0));

        Assert.Equal("2026年第一季度已结账，分数计入2026年第四季度（考核 二）。", Assert.Single(closed.AlsoKnow));
        Assert.Empty(open.AlsoKnow);

        async Task<PreviewFinding.Preview> Preview(DateTime foundAt) => (await hall.Get<PreviewFinding>().Run(
            section, new FindingForm(Guid.NewGuid(), InspectionKind.Daily, window.Id, null, "K1.6", 1, false, "", [], foundAt), default)).Value;
    }

    [Fact]
    public async Task A_closed_quarter_takes_no_entry_even_past_the_application()
    {
        var (clerk, head) = (await hall.Person("Q2"), await hall.Person("Q2-head", HallRole.SectionHead));
        var window = await hall.Window("Q2");
        await Begin("Q2");
        await hall.Get<CloseQuarter>().Run(head, new Quarter(2026, 2), default);
        await using var db = await hall.Factory.CreateDbContextAsync();
        db.Add(new LedgerEntry
        {
            StaffId = clerk.StaffId, WindowId = window.Id, Code = "K1.1a", Points = -1, Day = new(2026, 6, 1), Quarter = "2026Q2",
            Reference = "r", Turn = 1, Edition = "", Clause = "", Sentence = "",
        });

        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
        Assert.Contains("The quarter 2026Q2 is closed.", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quarter_before_the_halls_first_fact_is_neither_offered_nor_closed()
    {
        var head = await hall.Person("Q5-head", HallRole.SectionHead);
        await hall.Window("Q5");
        await Begin("Q5");

        Assert.DoesNotContain((await hall.Get<ShowQuarters>().Run(head, default)).Value, row => row.Quarter.Year < 2026);
        Assert.Contains("还没有任何记录", (await hall.Get<CloseQuarter>().Run(head, new Quarter(2025, 4), default)).Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_section_head_closes_a_quarter_and_only_once_it_has_ended()
    {
        var (section, head) = (await hall.Person("Q3", HallRole.Section), await hall.Person("Q3-head", HallRole.SectionHead));

        Assert.Equal(RefusalKind.NotAllowed, (await hall.Get<CloseQuarter>().Run(section, Third, default)).Refusal!.Kind);
        Assert.Contains("2026-12-31", (await hall.Get<CloseQuarter>().Run(head, new Quarter(2026, 4), default)).Refusal!.Text, StringComparison.Ordinal);
    }

    // The hall's record begins with the year.
    private async Task Begin(string window)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        db.Add(new LedgerEntry
        {
            WindowId = await db.Windows.Where(one => one.Code == window).Select(one => one.Id).SingleAsync(), Code = "K3.2", Points = -2, Day = new(2026, 1, 5),
            Quarter = "2025Q4", Reference = "first", Turn = 1, Edition = "", Clause = "", Sentence = "",
        });
        await db.SaveChangesAsync();
    }

    private async Task Recompute(Actor clerk, params DueEntry[] due)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await hall.Get<BookEntries>().Run(
            db, [EntryScope.PersonDay(clerk.StaffId, September)], _ => Task.FromResult<IEnumerable<DueEntry>>(due), Actor.Hall, "重新计算。", default);
        await transaction.CommitAsync();
    }

    private static DueEntry Late(string number, string slot) => new(
        September, Subject.Of(new StaffId(number)), "K1.1a", $"2026-09-15/am/{slot}", new WindowId(number), new Points(-1),
        EntrySource.Attendance, new Lazy<Reason>(() => new Reason("考核 一(一)1(1)", "迟到。")));
}
