using ServiceHall.Web.Accounts;
using ServiceHall.Web.LongWork;

namespace ServiceHall.Web.Tests.LongWork;

public sealed class RolledBackEndTests(WorkHall hall) : IClassFixture<WorkHall>
{
    [Fact]
    public async Task An_end_that_is_rolled_back_with_the_facts_gives_way_to_what_the_work_says_then()
    {
        var section = await hall.Person("B-section", HallRole.Section);
        // As an import whose commit meets another posting: what it wrote is gone, and it answers with a refusal.
        hall.Kind.Does = async (work, stop) =>
        {
            await using var db = await hall.Factory.CreateDbContextAsync(stop);
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            await work.End(db, new WorkEnd("写好了"), stop);
            await transaction.RollbackAsync(stop);
            return new WorkEnd("没有写");
        };
        var id = await hall.Start(section);

        Assert.Equal(WorkCall.Ended, await hall.Run(id));

        var row = await hall.Row(id);
        Assert.Equal((WorkState.Done, "没有写"), (row.State, row.Result));
        Assert.EndsWith("没有写", Assert.Single(await hall.MessagesTo(section)).Text, StringComparison.Ordinal);
    }
}
