using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Messages.Channels;

namespace ServiceHall.Web.Tests.Messages;

/// <summary>A hall whose server may send to this machine, with a receiver there, and a system administrator.</summary>
public sealed class ChannelHall : TestHall, IAsyncLifetime
{
    internal Receiver Receiver { get; private set; } = null!;
    internal Actor Administrator { get; private set; } = null!;
    internal Actor Clerk { get; private set; } = null!;
    internal Webhook Webhook { get; private set; } = null!;

    internal EditChannels Edit => new(Factory, Clock, Get<ChannelSecret>(), [Webhook]);
    internal ListChannels List => new(Factory, Clock);
    internal RetryDeliveries Retry => new(Factory, Clock);
    internal TestChannel Test => new(Factory, Clock, Get<ChannelSecret>(), [Webhook]);

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        Receiver = await Receiver.Start(() => Clock.GetUtcNow());
        Webhook = new Webhook(Clock, new ConfigurationBuilder().AddInMemoryCollection([new(Webhook.LoopbackSetting, "true")]).Build());
        Administrator = await Person("admin", HallRole.SystemAdministrator);
        Clerk = await Person("clerk");
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        Webhook.Dispose();
        await Receiver.DisposeAsync();
        await DisposeAsync();
    }

    /// <summary>One server's sender.</summary>
    internal SendDeliveries Sender(IChannelType? type = null) =>
        new(Factory, Clock, Get<ChannelSecret>(), [type ?? Webhook], Get<HallMeter>(),
            NullLogger<SendDeliveries>.Instance);

    /// <summary>A channel to the receiver, or elsewhere.</summary>
    internal async Task<int> Channel(string name, string? address = null, string secret = Receiver.Secret, params MessageKind[] kinds) =>
        (await Edit.Save(Administrator, new(0, "webhook", name, address ?? Receiver.Address, secret, kinds is [] ? [MessageKind.Leave] : kinds, true, 0), default)).Value;

    /// <summary>What is to go out, or went.</summary>
    internal async Task<List<Delivery>> Deliveries()
    {
        await using var db = await Factory.CreateDbContextAsync();
        return await db.Set<Delivery>().AsNoTracking().OrderBy(delivery => delivery.Id).ToListAsync();
    }
}
