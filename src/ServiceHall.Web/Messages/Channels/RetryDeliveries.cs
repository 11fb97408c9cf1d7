using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Messages.Channels;

/// <summary>Lets what failed go out again at once, with all its attempts before it.</summary>
internal sealed class RetryDeliveries(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <param name="id">One; null: everything that failed.</param>
    /// <returns>How many will be tried.</returns>
    public async Task<Answer<int>> Run(Actor actor, long? id, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "channels.retry", Right.RunChannels, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        DateTimeOffset? now = act.Now;
        var again = await act.Db.Set<Delivery>()
            .Where(delivery => delivery.DeliveredAt == null && delivery.LastError != null && (id == null || delivery.Id == id))
            .ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.NextAt, now).SetProperty(delivery => delivery.Attempts, 0), cancel);
        act.Record(id is null ? "delivery" : $"delivery {id}", $"{again} 条");
        await act.Commit(cancel);
        return again;
    }
}
