using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Rules.Scoring;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Scoring;
using DueEntry = ServiceHall.Rules.Scoring.LedgerEntry;
using LedgerEntry = ServiceHall.Web.Scoring.LedgerEntry;

namespace ServiceHall.Web.Tests.Scoring;

public sealed class LedgerTests(TestHall hall) : IClassFixture<TestHall>
{
    private static readonly DateOnly Day = new(2026, 11, 18);

    [Fact]
    public async Task What_ought_to_be_there_is_added_and_recomputing_it_changes_nothing()
    {
        var clerk = await NewClerk("L1");
        await Recompute(clerk, Late(clerk), Late(clerk, "out"));
        await Recompute(clerk, Late(clerk), Late(clerk, "out"));

        var rows = await Rows(clerk);
        Assert.Equal([-1m, -1m], rows.Select(row => row.Points));
        Assert.All(rows, row => Assert.Equal(("2026Q4", 1, "2026.1"), (row.Quarter, row.Turn, row.Edition)));
    }

    [Fact]
    public async Task What_ought_to_go_gets_a_counter_entry_and_may_come_back()
    {
        var clerk = await NewClerk("L2");
        await Recompute(clerk, Late(clerk));
        await Recompute(clerk);
        await Recompute(clerk, Late(clerk));

        var rows = await Rows(clerk);
        Assert.Equal([(1, -1m), (2, 1m), (3, -1m)], rows.Select(row => (row.Turn, row.Points)));
        Assert.Equal(rows[0].Id, rows[1].CountersId);
        Assert.Equal(-1m, await Sum(clerk));
    }

    [Fact]
    public async Task A_change_is_a_counter_entry_and_its_successor()
    {
        var clerk = await NewClerk("L3");
        await Recompute(clerk, Late(clerk));
        await Recompute(clerk, Late(clerk) with { Points = new Points(-2) });

        Assert.Equal([-1m, 1m, -2m], (await Rows(clerk)).Select(row => row.Points));
    }

    [Fact]
    public async Task Whatever_the_order_of_changes_the_entries_in_force_are_the_last_ones_asked_for()
    {
        var clerk = await NewClerk("L4");
        var random = new Random(20261119);
        string[] slots = ["in", "out", "x", "y"];
        for (var round = 0; round < 40; round++)
        {
            var due = slots.Where(_ => random.Next(2) == 0)
                .Select(slot => Late(clerk, slot) with { Points = new Points(-random.Next(1, 3)) }).ToArray();
            await Recompute(clerk, due);

            await using var db = await hall.Factory.CreateDbContextAsync();
            var inForce = await db.Set<LedgerEntry>().InForce().Where(row => row.StaffId == clerk.StaffId).ToListAsync();
            Assert.Equal(
                due.Select(entry => (entry.Reference, entry.Points.Amount)).Order(),
                inForce.Select(row => (row.Reference, row.Points)).Order());
            Assert.Equal(due.Sum(entry => entry.Points.Amount), await Sum(clerk));
        }
    }

    [Fact]
    public async Task Two_recomputations_at_once_book_once()
    {
        var clerk = await NewClerk("L5");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Recompute(clerk, Late(clerk))));

        Assert.Single(await Rows(clerk));
    }

    [Fact]
    public async Task A_later_recomputation_sees_the_facts_of_the_one_it_waited_for()
    {
        var clerk = await NewClerk("L6");
        var isReading = new TaskCompletionSource();
        var mayGoOn = new TaskCompletionSource();
        var first = Recompute(clerk, async () =>
        {
            isReading.SetResult();
            await mayGoOn.Task;
            return [Late(clerk)];
        });
        await isReading.Task;
        var second = Recompute(clerk, async () =>
        {
            Assert.True(first.IsCompleted || mayGoOn.Task.IsCompleted);
            return await Task.FromResult<IEnumerable<DueEntry>>([]);
        });
        mayGoOn.SetResult();
        await Task.WhenAll(first, second);

        Assert.Equal([-1m, 1m], (await Rows(clerk)).Select(row => row.Points));
    }

    [Fact]
    public async Task Other_days_and_other_people_are_left_alone()
    {
        var clerk = await NewClerk("L7");
        await Recompute(clerk, Late(clerk));
        await Recompute(clerk, Day.AddDays(-1), () => Task.FromResult<IEnumerable<DueEntry>>([]));

        Assert.Single(await Rows(clerk));
    }

    [Fact]
    public async Task An_entry_outside_every_scope_is_a_fault()
    {
        var clerk = await NewClerk("L8");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Recompute(clerk, Late(clerk) with { BookedOn = Day.AddDays(1) }));
        Assert.Empty(await Rows(clerk));
    }

    [Theory]
    [InlineData("UPDATE ledger_entry SET points = 0")]
    [InlineData("DELETE FROM ledger_entry")]
    public async Task The_application_cannot_change_the_ledger(string attempt)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync(attempt));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Theory]
    [InlineData(1, null, "ux_ledger_entry_person_turn")]
    [InlineData(3, null, LedgerTables.Holds)]
    [InlineData(2, 5, LedgerTables.Holds)]
    [InlineData(2, null, "ck_ledger_entry_turn")]
    public async Task Even_past_the_application_a_chain_stays_whole(int turn, int? pointsOfCounter, string constraint)
    {
        var clerk = await NewClerk($"L9-{turn}-{pointsOfCounter}-{constraint}");
        await Recompute(clerk, Late(clerk));
        var first = Assert.Single(await Rows(clerk));
        await using var db = await hall.Factory.CreateDbContextAsync();
        db.Add(new LedgerEntry
        {
            StaffId = first.StaffId, WindowId = first.WindowId, Code = first.Code, Points = pointsOfCounter ?? -1, Day = first.Day,
            Quarter = first.Quarter, Source = first.Source, Reference = first.Reference, Turn = turn,
            CountersId = pointsOfCounter is null ? null : first.Id, BookedAt = first.BookedAt, Edition = "", Clause = "", Sentence = "",
        });

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => db.SaveChangesAsync());
        Assert.Equal(constraint, (refused as PostgresException ?? refused.InnerException as PostgresException)!.ConstraintName);
    }

    private sealed record Clerk(int StaffId, string Number);

    private async Task<Clerk> NewClerk(string number)
    {
        await hall.Window(number);
        return new Clerk((await hall.Person(number)).StaffId, number);
    }

    private Task Recompute(Clerk clerk, params DueEntry[] due) => Recompute(clerk, () => Task.FromResult<IEnumerable<DueEntry>>(due));

    private Task Recompute(Clerk clerk, Func<Task<IEnumerable<DueEntry>>> due) => Recompute(clerk, Day, due);

    private async Task Recompute(Clerk clerk, DateOnly day, Func<Task<IEnumerable<DueEntry>>> due)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await hall.Get<BookEntries>().Run(
            db, [EntryScope.PersonDay(clerk.StaffId, day)], _ => due(), Actor.Hall, "重新计算。", default);
        await transaction.CommitAsync();
    }

    private static DueEntry Late(Clerk clerk, string slot = "in") => new(
        Day, Subject.Of(new StaffId(clerk.Number)), "K1.1a", $"2026-11-18/am/{slot}", new WindowId(clerk.Number), new Points(-1),
        EntrySource.Attendance, new Lazy<Reason>(() => new Reason("考核 一(一)1(1)", "迟到。")));

    private async Task<List<LedgerEntry>> Rows(Clerk clerk)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.Set<LedgerEntry>().AsNoTracking().Where(row => row.StaffId == clerk.StaffId).OrderBy(row => row.Turn).ThenBy(row => row.Reference).ToListAsync();
    }

    private async Task<decimal> Sum(Clerk clerk)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.CountingIn("2026Q4").Where(row => row.StaffId == clerk.StaffId).SumAsync(row => row.Points);
    }
}
