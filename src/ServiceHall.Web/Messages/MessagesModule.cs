namespace ServiceHall.Web.Messages;

/// <summary>What people are told.</summary>
internal static class MessagesModule
{
    /// <summary>Registers the chapter's use cases, without anything of the web.</summary>
    public static IServiceCollection AddMessages(this IServiceCollection services) => services;
}
