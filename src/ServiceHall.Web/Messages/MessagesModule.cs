using ServiceHall.Web.Accounts;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Messages.Channels;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Messages;

/// <summary>What people are told.</summary>
internal static class MessagesModule
{
    /// <summary>Registers the chapter's use cases, without anything of the web.</summary>
    public static IServiceCollection AddMessages(this IServiceCollection services) => services.AddHallMeter()
        .AddSingleton<ListMessages>().AddSingleton<MarkRead>().AddSingleton<UnreadCounts>().AddSingleton<IRetentionKind, ExpireMessages>()
        .AddSingleton<TellDigest>().AddSingleton<ChooseDigest>()
        .AddSingleton<IChannelType, Webhook>().AddSingleton<ChannelSecret>().AddSingleton<SendDeliveries>()
        .AddSingleton<EditChannels>().AddSingleton<ListChannels>().AddSingleton<RetryDeliveries>().AddSingleton<TestChannel>();

    /// <summary>Registers pages' entries, and what runs all the time.</summary>
    public static IServiceCollection AddMessageNews(this IServiceCollection services) => services
        .AddSingleton<StartFigures, ChannelFigures>()
        .AddSingleton(new NavigationEntry(10, "", "消息", "/desk/messages", "fa-solid fa-bell"))
        .AddSingleton(new NavigationEntry(880, "系统", "推送通道", "/desk/channels", "fa-solid fa-paper-plane", Right.RunChannels))
        .AddHostedService<MessageNews>().AddHostedService<DeliveryRounds>();
}
