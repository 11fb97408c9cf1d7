using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.SetAside;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>Computes people's days again that could not be computed before, once their pause is over. One that works leaves the list with it.</summary>
internal sealed class RetrySetAside(IDbContextFactory<HallDb> factory, TimeProvider clock, RecomputeDays recompute, KeepSetAside aside)
{
    private const int AtOnce = 200;
    private const string Cause = "搁置后重新计算";

    /// <returns>How many were tried and are done.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        List<SetAsideItem> items;
        await using (var db = await factory.CreateDbContextAsync(cancel))
        {
            items = await aside.Due(db, RecomputeDays.SetAsideLine).AsNoTracking().Take(AtOnce).ToListAsync(cancel);
        }

        var (done, left) = (0, ForEachItem.MostInARow);
        foreach (var item in items)
        {
            try
            {
                done += await Try(item.First!.Value, item.StaffId!.Value, cancel) ? 1 : 0;
                left = ForEachItem.MostInARow;
            }
            catch (Exception fault) when (left > 0 && ItemFault.IsOfItem(fault, cancel))
            {
                left--;
                await Note(item, fault, cancel);
            }
        }

        return done;
    }

    private async Task Note(SetAsideItem item, Exception fault, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await aside.Note(
            db, new Item(item.Line, item.Key, item.What) { Days = new(item.First!.Value, item.Last!.Value), StaffId = item.StaffId }, fault, cancel);
    }

    private async Task<bool> Try(DateOnly day, int staffId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({CloseSessions.Lock})", cancel);
        var told = new ToldChanges();
        told.Add(await recompute.Run(db, day, [staffId], Actor.Hall, Cause, cancel), new Dictionary<int, string> { [staffId] = Cause });
        told.Tell(db, clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        var isLeft = await db.Set<SetAsideItem>().AnyAsync(item => item.Line == RecomputeDays.SetAsideLine && item.First == day && item.StaffId == staffId, cancel);
        await transaction.CommitAsync(cancel);
        return !isLeft;
    }
}
