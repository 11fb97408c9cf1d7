using ServiceHall.Web.Accounts;
using ServiceHall.Web.Accounts.Refused;

namespace ServiceHall.Web.Tests.Accounts.Refused;

/// <summary>Refused attempts are on record, and nobody fills the audit with them.</summary>
public sealed class NoteRefusedTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public async Task The_first_ten_stand_one_by_one_and_then_the_count()
    {
        var clerk = await hall.Person("R1");

        await Try(clerk, 120);

        var records = await RecordsOf(clerk);
        Assert.Equal(10 + 3, records.Count);
        Assert.All(records, record => Assert.Equal(AuditOutcome.NotAllowed, record.Outcome));
        Assert.Contains("第 20 次", records[10].Detail, StringComparison.Ordinal);
        Assert.Contains("第 50 次", records[11].Detail, StringComparison.Ordinal);
        Assert.Contains("第 100 次", records[12].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_written_one_by_one_is_told_with_the_next_attempt_after_that_time()
    {
        var clerk = await hall.Person("R2");
        await Try(clerk, 33);

        hall.Clock.Advance(NoteRefused.Time);
        await Try(clerk, 1);

        var records = await RecordsOf(clerk);
        Assert.Contains(records, record => record.Detail.Contains("共被拒绝 33 次", StringComparison.Ordinal));
        Assert.Equal(11 + 1 + 1, records.Count);
    }

    [Fact]
    public async Task One_persons_attempts_hide_neither_anothers_nor_their_own_of_another_kind()
    {
        var (clerk, other) = (await hall.Person("R3"), await hall.Person("R4"));
        await Try(clerk, 15);

        await Try(other, 1);
        Assert.NotNull((await hall.Get<ReadAudit>().Run(clerk, new("", null, 1), default)).Refusal);

        Assert.Single(await RecordsOf(other));
        Assert.Single(await RecordsOf(clerk), record => record.Action != "account.grant-role");
    }

    [Fact]
    public async Task Attempts_of_one_second_are_all_counted()
    {
        var clerk = await hall.Person("R5");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Try(clerk, 1)));

        Assert.Equal(11, (await RecordsOf(clerk)).Count);
    }

    private async Task Try(Actor actor, int times)
    {
        for (var time = 0; time < times; time++)
            Assert.Equal(RefusalKind.NotAllowed, (await hall.Get<GrantRole>().Grant(actor, new(actor.StaffId, HallRole.Section), default)).Refusal!.Kind);
    }

    private async Task<List<AuditRecord>> RecordsOf(Actor actor) =>
        [.. (await hall.AuditRecords()).Where(record => record.ActorId == actor.StaffId)];
}
