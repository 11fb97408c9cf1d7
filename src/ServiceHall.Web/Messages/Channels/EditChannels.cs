using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Messages.Channels;

/// <summary>The system administrator opens, changes and removes channels.</summary>
internal sealed class EditChannels(IDbContextFactory<HallDb> factory, TimeProvider clock, ChannelSecret secrets, IEnumerable<IChannelType> types)
{
    /// <summary>A channel as it is to be.</summary>
    /// <param name="Id">0: a new one.</param>
    /// <param name="Secret">Empty: the one that it has.</param>
    /// <param name="Version">Of what was read before it was changed.</param>
    internal sealed record Request(int Id, string Type, string Name, string Address, string Secret, IReadOnlyCollection<MessageKind> Kinds, bool IsOn, uint Version);

    /// <returns>Its id.</returns>
    public async Task<Answer<int>> Save(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "channels.edit", Right.RunChannels, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var (name, address, secret) = (request.Name.Trim(), request.Address.Trim(), request.Secret.Trim());
        if (Fault(request.Type, name, address, secret, request.Id == 0, request.Kinds) is { } fault)
            return fault;
        MessageChannel? channel;
        if (request.Id == 0)
        {
            channel = new MessageChannel { Type = request.Type, Name = name, Address = address, Secret = "", Kinds = [] };
            act.Db.Add(channel);
        }
        else
        {
            channel = await act.Db.Set<MessageChannel>().AsTracking().SingleOrDefaultAsync(one => one.Id == request.Id, cancel);
            if (channel is null)
                return PeopleFaults.Gone;
            act.Db.Entry(channel).Property(one => one.Version).OriginalValue = request.Version;
        }

        (channel.Name, channel.Address, channel.Kinds, channel.IsOn) = (name, address, [.. request.Kinds.Distinct().Order()], request.IsOn);
        if (secret.Length > 0)
            channel.Secret = secrets.Protect(secret);
        act.Record(request.Id == 0 ? "channel" : channel.Subject, Told(channel, secret.Length > 0));
        try
        {
            await act.Commit(cancel);
            return channel.Id;
        }
        catch (DbUpdateConcurrencyException)
        {
            return PeopleFaults.ChangedMeanwhile;
        }
        catch (DbUpdateException clash) when (clash.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new Refusal("已有同名的通道，请换一个名称。");
        }
    }

    /// <summary>Removes a channel, with what has not gone out through it.</summary>
    public async Task<Answer<Done>> Remove(Actor actor, int id, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "channels.remove", Right.RunChannels, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (await act.Db.Set<MessageChannel>().SingleOrDefaultAsync(one => one.Id == id, cancel) is not { } channel)
            return PeopleFaults.Gone;
        act.Db.Remove(channel);
        act.Record(channel.Subject, channel.Name);
        try
        {
            await act.Commit(cancel);
            return new Done();
        }
        catch (DbUpdateConcurrencyException)
        {
            return PeopleFaults.ChangedMeanwhile;
        }
    }

    private Refusal? Fault(string typeCode, string name, string address, string secret, bool isNew, IReadOnlyCollection<MessageKind> kinds)
    {
        if (types.SingleOrDefault(type => type.Code == typeCode) is not { } type)
            return new Refusal("没有这种通道，请刷新后重新选择。", Kind: RefusalKind.NotFound);
        if (PeopleFaults.First(PeopleFaults.OfName(name, "名称"), address.Length > MessageChannel.AddressLength ? $"地址不能超过 {MessageChannel.AddressLength} 个字符" : null) is { } fault)
            return fault;
        if (type.WhyNot(address) is { } why)
            return why;
        if ((isNew || secret.Length > 0) && !ChannelSecret.IsGood(secret))
            return new Refusal($"密钥应为 {ChannelSecret.Shortest} 至 {ChannelSecret.Longest} 个可见的英文字符。可以点“生成”得到一个。");
        return kinds.Count == 0 || !kinds.All(Enum.IsDefined) ? new Refusal("请至少选择一种要推送的消息。") : null;
    }

    private static string Told(MessageChannel channel, bool newSecret) =>
        $"{channel.Name}，{new Uri(channel.Address).GetLeftPart(UriPartial.Authority)}，{(channel.IsOn ? "启用" : "停用")}，{string.Join("、", channel.Kinds.Select(kind => kind.Title()))}{(newSecret ? "，换了密钥" : "")}";
}
