using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Messages.Channels;

/// <summary>How many messages do not get through.</summary>
internal sealed class ChannelFigures() : StartFigures(410, Right.RunChannels)
{
    protected override IReadOnlyList<Due> Dues(HallDb db) =>
        [new("消息推送失败", "/desk/channels", db.Set<Delivery>().Where(delivery => delivery.DeliveredAt == null && delivery.LastError != null).Select(_ => 1))];
}
