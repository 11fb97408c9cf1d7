using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Messages.Channels;

/// <summary>Sends one message of no consequence through a channel, at once.</summary>
internal sealed class TestChannel(IDbContextFactory<HallDb> factory, TimeProvider clock, ChannelSecret secrets, IEnumerable<IChannelType> types)
{
    /// <summary>The kind that receivers know a test by.</summary>
    public const string Kind = "test";

    public async Task<Answer<Done>> Run(Actor actor, int id, CancellationToken cancel)
    {
        MessageChannel? channel;
        OutgoingMessage message;
        await using (var act = await Act.Begin(factory, clock, actor, "channels.test", Right.RunChannels, cancel))
        {
            if (act.Refusal is { } refusal)
                return refusal;
            channel = await act.Db.Set<MessageChannel>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel);
            if (channel is null)
                return PeopleFaults.Gone;
            message = new OutgoingMessage($"{Kind}-{Guid.NewGuid():N}", Kind, act.Now, act.Rights.Number, "这是一条测试消息，收到即说明通道可用。", "");
            act.Record(channel.Subject, channel.Name);
            await act.Commit(cancel);
        }

        if (types.SingleOrDefault(type => type.Code == channel.Type) is not { } type)
            return new Refusal("本版本没有这种通道。");
        if (secrets.Reveal(channel.Secret) is not { } secret)
            return new Refusal("密钥已无法读取，请重新填写密钥后再试。");
        return await type.Send(channel.Address, secret, message, cancel) is { } error
            ? new Refusal($"测试消息没有送达：{error}。请检查地址和对方的服务。")
            : new Done();
    }
}
