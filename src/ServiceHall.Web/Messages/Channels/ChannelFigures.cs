using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Messages.Channels;

/// <summary>How many messages do not get through.</summary>
internal sealed class ChannelFigures() : StartFigures(410, Right.RunChannels)
{
    public override async Task<IReadOnlyList<Figure>> Read(HallDb db, CancellationToken cancel)
    {
        var failing = await db.Set<Delivery>().CountAsync(delivery => delivery.DeliveredAt == null && delivery.LastError != null, cancel);
        return failing == 0 ? [] : [new Figure($"{failing}", "消息推送失败", "/desk/channels", Waits: true)];
    }
}
