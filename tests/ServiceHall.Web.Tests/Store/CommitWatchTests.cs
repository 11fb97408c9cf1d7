using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Store;

public sealed class CommitWatchTests(TestHall hall) : IClassFixture<TestHall>
{
    private readonly List<Type> _told = [];

    [Fact]
    public async Task A_change_is_told_after_its_commit_and_not_before()
    {
        hall.Get<Commits>().Watch(_told.AddRange);
        await using var db = await hall.Factory.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        db.Add(new Unit { Name = "先存后告" });
        await db.SaveChangesAsync();
        Assert.Empty(_told);

        await transaction.CommitAsync();

        Assert.Equal([typeof(Unit)], _told);
    }

    [Fact]
    public async Task What_is_saved_without_a_transaction_of_ones_own_is_told_too()
    {
        hall.Get<Commits>().Watch(_told.AddRange);
        await using var db = await hall.Factory.CreateDbContextAsync();
        db.Add(new Unit { Name = "直接保存" });

        await db.SaveChangesAsync();

        Assert.Equal([typeof(Unit)], _told);
    }

    [Fact]
    public async Task What_was_rolled_back_or_only_read_is_not_told()
    {
        hall.Get<Commits>().Watch(_told.AddRange);
        await using (var db = await hall.Factory.CreateDbContextAsync())
        await using (await db.Database.BeginTransactionAsync())
        {
            db.Add(new Unit { Name = "撤销" });
            await db.SaveChangesAsync();
        }

        await using (var db = await hall.Factory.CreateDbContextAsync())
            _ = db.Units.Count();

        Assert.Empty(_told);
    }
}
