using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Integrity;

namespace ServiceHall.Web.Tests.Integrity;

/// <summary>Sealing goes on beside the writing: nothing waits for it, nothing is skipped, nothing is sealed twice.</summary>
public sealed class SealRowsTests : IAsyncLifetime
{
    private readonly SealedHall _hall = new();

    public Task InitializeAsync() => _hall.InitializeAsync();

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task A_row_whose_transaction_runs_while_later_ones_are_committed_is_waited_for_and_not_skipped()
    {
        await using var slow = await _hall.Factory.CreateDbContextAsync();
        await using var transaction = await slow.Database.BeginTransactionAsync();
        slow.Add(Audit.Of(null, _hall.Clock.GetUtcNow(), "page.open", "x", AuditOutcome.Done, "慢"));
        await slow.SaveChangesAsync();
        await _hall.Write("快");

        // Nobody who writes waits meanwhile.
        var sealing = _hall.Get<SealRows>().Run(default);
        await _hall.Write("又一条");
        Assert.False(sealing.IsCompleted);
        await transaction.CommitAsync();

        Assert.InRange(await sealing, 2, 3);
        await _hall.Get<SealRows>().Run(default);
        Assert.Equal(await Ids(), (await _hall.Seals()).SelectMany(seal => seal.Ids));
        Assert.True((await _hall.Check()).IsIntact);
    }

    [Fact]
    public async Task A_transaction_that_takes_long_puts_off_the_seal_and_nothing_is_lost()
    {
        await using var slow = await _hall.Factory.CreateDbContextAsync();
        await using var transaction = await slow.Database.BeginTransactionAsync();
        slow.Add(Audit.Of(null, _hall.Clock.GetUtcNow(), "page.open", "x", AuditOutcome.Done, "导入"));
        await slow.SaveChangesAsync();
        await _hall.Write("快");

        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.Null(await SettledRows.Highest(db, SealChain.Audit, TimeSpan.FromMilliseconds(100), default));
        await transaction.RollbackAsync();

        Assert.Equal(1, await _hall.Get<SealRows>().Run(default));
    }

    [Fact]
    public async Task Many_servers_that_seal_at_once_seal_each_row_once()
    {
        await _hall.Write([.. Enumerable.Range(0, 40).Select(number => $"行 {number}")]);

        var counts = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => _hall.Get<SealRows>().Run(default))));

        Assert.Equal(40, counts.Sum());
        Assert.Equal(await Ids(), (await _hall.Seals()).SelectMany(seal => seal.Ids));
        Assert.True((await _hall.Check()).IsIntact);
    }

    [Fact]
    public async Task One_that_was_killed_before_its_commit_leaves_nothing_and_the_next_goes_on()
    {
        await _hall.WriteAndSeal("一");
        await _hall.Write("二", "三");
        await using (var killed = await _hall.Factory.CreateDbContextAsync())
        {
            await using var transaction = await killed.Database.BeginTransactionAsync();
            var rows = await SealedRows.Read(killed, SealChain.Audit, 1, long.MaxValue).ToListAsync();
            killed.Add(SealHash.Next(SealChain.Audit, await SealRows.Last(killed, SealChain.Audit, default), rows, null, _hall.Clock.GetUtcNow()));
            await killed.SaveChangesAsync();
        }

        Assert.Equal(2, await _hall.Get<SealRows>().Run(default));
        Assert.Equal([1, 2], (await _hall.Seals()).Select(seal => seal.Number));
        Assert.True((await _hall.Check()).IsIntact);
    }

    [Fact]
    public async Task A_backlog_is_sealed_in_pieces_that_follow_one_another()
    {
        await using (var db = await _hall.Factory.CreateDbContextAsync())
        {
            db.AddRange(Enumerable.Range(0, (2 * SealRows.MostRows) + 3).Select(number =>
                Audit.Of(null, _hall.Clock.GetUtcNow(), "page.open", "x", AuditOutcome.Done, $"{number}")));
            await db.SaveChangesAsync();
        }

        await _hall.Get<SealRows>().Run(default);

        Assert.Equal([SealRows.MostRows, SealRows.MostRows, 3], (await _hall.Seals()).Select(seal => seal.Count));
        Assert.True((await _hall.Check()).IsIntact);
        Assert.Equal(0, await _hall.Get<SealRows>().Run(default));
    }

    private async Task<List<long>> Ids()
    {
        await using var db = await _hall.Factory.CreateDbContextAsync();
        return await db.Audit.Select(record => record.Id).Order().ToListAsync();
    }
}
