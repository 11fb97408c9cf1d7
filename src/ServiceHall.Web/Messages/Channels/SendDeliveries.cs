using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Messages.Channels;

/// <summary>
/// Sends what is due, on any number of servers. A delivery is leased before it is sent: the server that is killed between
/// sending and noting leaves it to be sent once more, under the same id, so nothing is lost and the receiver can tell.
/// </summary>
internal sealed class SendDeliveries(
    IDbContextFactory<HallDb> factory, TimeProvider clock, ChannelSecret secrets, IEnumerable<IChannelType> types,
    HallMeter meter, ILogger<SendDeliveries> log)
{
    /// <summary>The pauses after failed attempts. After the last of them one more is made; then it is given up, and seen.</summary>
    public static readonly IReadOnlyList<TimeSpan> Pauses =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(25),
        TimeSpan.FromMinutes(125), TimeSpan.FromMinutes(625), TimeSpan.FromDays(1),
    ];

    /// <summary>How long one server has it to itself: longer than any sending takes.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>Sends until nothing is due. A channel that fails rests until the next call; it keeps no other one waiting for long.</summary>
    /// <returns>How many were delivered.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        List<int> channels;
        await using (var db = await factory.CreateDbContextAsync(cancel))
        {
            var now = clock.GetUtcNow();
            channels = await db.Set<MessageChannel>()
                .Where(channel => channel.IsOn && db.Set<Delivery>().Any(delivery => delivery.ChannelId == channel.Id && delivery.NextAt <= now))
                .Select(channel => channel.Id).ToListAsync(cancel);
        }

        return (await Task.WhenAll(channels.Select(id => SendAll(id, cancel)))).Sum();
    }

    private async Task<int> SendAll(int channelId, CancellationToken cancel)
    {
        var delivered = 0;
        while (await Take(channelId, cancel) is { } delivery)
        {
            var error = await Send(delivery, cancel);
            await Note(delivery, error, cancel);
            if (error is not null)
                break;
            delivered++;
        }

        return delivered;
    }

    private async Task<Delivery?> Take(int channelId, CancellationToken cancel)
    {
        var (now, leased) = (clock.GetUtcNow(), clock.GetUtcNow() + Lease);
        await using var db = await factory.CreateDbContextAsync(cancel);
        var taken = await db.Database.SqlQuery<long>($"""
            UPDATE delivery SET attempts = attempts + 1, next_at = {leased} WHERE id =
              (SELECT d.id FROM delivery d JOIN message_channel c ON c.id = d.channel_id AND c.is_on
               WHERE d.channel_id = {channelId} AND d.next_at <= {now} ORDER BY d.next_at, d.id LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
            RETURNING id
            """).ToListAsync(cancel);
        return taken is [var id]
            ? await db.Set<Delivery>().AsNoTracking().Include(d => d.Channel).Include(d => d.Message!.Staff).SingleOrDefaultAsync(d => d.Id == id, cancel)
            : null;
    }

    private async Task<string?> Send(Delivery delivery, CancellationToken cancel)
    {
        var (channel, message) = (delivery.Channel!, delivery.Message!);
        if (types.SingleOrDefault(type => type.Code == channel.Type) is not { } type)
            return "本版本没有这种通道";
        if (secrets.Reveal(channel.Secret) is not { } secret)
            return "密钥已无法读取，请重新填写";
        try
        {
            return await type.Send(channel.Address, secret, Outgoing(delivery.Id, message), cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            // A message that no channel can send is a failed attempt like any other, and stops no other one.
            log.LogError(fault, "Delivery {Id} could not be sent.", delivery.Id);
            return "发送时程序出错";
        }
    }

    private async Task Note(Delivery delivery, string? error, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        DateTimeOffset? next = error is null || delivery.Attempts > Pauses.Count ? null : now + Pauses[delivery.Attempts - 1];
        DateTimeOffset? delivered = error is null ? now : null;
        await using var db = await factory.CreateDbContextAsync(cancel);
        // Whoever let it wait again meanwhile, or delivered it after our lease, has the last word.
        await db.Set<Delivery>().Where(d => d.Id == delivery.Id && d.DeliveredAt == null && (error == null || d.Attempts == delivery.Attempts))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAt, next).SetProperty(d => d.DeliveredAt, delivered)
                .SetProperty(d => d.LastError, d => error ?? d.LastError), cancel);
        if (error is null)
            return;
        meter.DeliveryFailed(delivery.Channel!.Type, givenUp: next is null);
        log.LogWarning("Delivery {Id} failed at attempt {Attempt}{End}: {Reason}", delivery.Id, delivery.Attempts, next is null ? ", the last one" : "", error);
    }

    private static OutgoingMessage Outgoing(long id, Message message) => new(
        id.ToString(CultureInfo.InvariantCulture), message.Kind.ToString().ToLowerInvariant(), message.At, message.Staff!.Number, message.Text, message.Address);
}

/// <summary>Looks for due deliveries each second.</summary>
internal sealed class DeliveryRounds(SendDeliveries send, ILogger<DeliveryRounds> log) : BackgroundService
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var rounds = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await rounds.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await send.Run(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "Messages could not be sent out; the next try is in {Seconds} s.", AfterFault.TotalSeconds);
                await Task.Delay(AfterFault, stoppingToken);
            }
        }
    }
}
