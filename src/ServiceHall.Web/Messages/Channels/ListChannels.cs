using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Messages.Channels;

/// <summary>The channels, and what does not get through them. What messages say is nobody's but their reader's, so it is not shown.</summary>
internal sealed class ListChannels(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public const int PageSize = 20;

    /// <summary>A channel without its secret.</summary>
    internal sealed record Row(
        int Id, string Type, string Name, string Address, IReadOnlyList<MessageKind> Kinds, bool IsOn, uint Version,
        int Waiting, int Failed, int Delivered, DateTimeOffset? LastDeliveredAt);

    /// <summary>A delivery whose last attempt failed.</summary>
    /// <param name="NextAt">When it is tried again; null: given up.</param>
    internal sealed record Trouble(
        long Id, string Channel, string Number, MessageKind Kind, DateTimeOffset At, int Attempts, DateTimeOffset? NextAt, string Reason);

    internal sealed record Found(IReadOnlyList<Row> Channels, IReadOnlyList<Trouble> Troubles, int TroublesInAll, int Page);

    public async Task<Answer<Found>> Run(Actor actor, int page, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "channels.list", Right.RunChannels, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var deliveries = act.Db.Set<Delivery>().AsNoTracking();
        var counts = await deliveries.GroupBy(delivery => delivery.ChannelId).Select(all => new
        {
            all.Key,
            Waiting = all.Count(delivery => delivery.NextAt != null),
            Failed = all.Count(delivery => delivery.NextAt == null && delivery.DeliveredAt == null),
            Delivered = all.Count(delivery => delivery.DeliveredAt != null),
            Last = all.Max(delivery => delivery.DeliveredAt),
        }).ToDictionaryAsync(count => count.Key, cancel);
        var channels = await act.Db.Set<MessageChannel>().AsNoTracking().OrderBy(channel => channel.Id).ToListAsync(cancel);
        var troubles = deliveries.Where(delivery => delivery.DeliveredAt == null && delivery.LastError != null);
        var total = await troubles.CountAsync(cancel);
        var number = ListPages.Nearest(page, total, PageSize);
        var shown = await troubles.OrderBy(delivery => delivery.NextAt != null).ThenByDescending(delivery => delivery.Id)
            .Skip((number - 1) * PageSize).Take(PageSize)
            .Select(delivery => new Trouble(delivery.Id, delivery.Channel!.Name, delivery.Message!.Staff!.Number, delivery.Message.Kind,
                delivery.Message.At, delivery.Attempts, delivery.NextAt, delivery.LastError!)).ToListAsync(cancel);
        return new Found([.. channels.Select(channel =>
        {
            var count = counts.GetValueOrDefault(channel.Id);
            return new Row(channel.Id, channel.Type, channel.Name, channel.Address, channel.Kinds, channel.IsOn, channel.Version,
                count?.Waiting ?? 0, count?.Failed ?? 0, count?.Delivered ?? 0, count?.Last);
        })], shown, total, number);
    }
}
