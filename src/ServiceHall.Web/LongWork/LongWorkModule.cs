using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.LongWork;

/// <summary>Work that people start and that takes long (后台任务).</summary>
internal static class LongWorkModule
{
    /// <summary>Where works are shown; <c>?id=</c> leads to one.</summary>
    public const string Page = "/desk/work";

    /// <summary>Registers the chapter's use cases, without anything of the web. Kinds are registered by their chapters.</summary>
    public static IServiceCollection AddLongWork(this IServiceCollection services) => services
        .AddSingleton<WorkKinds>().AddSingleton<WorkQueue>().AddSingleton<StartWork>().AddSingleton<StopWork>().AddSingleton<RunWork>()
        .AddSingleton<ListWork>().AddSingleton<ShowWork>().AddSingleton<TakeWorkFile>().AddSingleton<IRetentionKind, ExpireWorkFiles>().AddSingleton<IRetentionKind, ExpireWorks>().AddSingleton<ResumeWorks>()
        .AddSingleton<LiveWorks>()
        .AddSingleton(new NavigationEntry(45, "我的", "后台任务", Page, "fa-solid fa-list-check"));

    /// <summary>Registers who looks for works that nobody runs. <c>Hall:Schedules=false</c> leaves that, and the works, to other servers.</summary>
    public static void AddLongWork(this WebApplicationBuilder builder, HallConnections? connections)
    {
        if (connections is null)
            return;
        builder.Services.AddLongWork();
        if (builder.Configuration.GetValue("Hall:Schedules", defaultValue: true))
            builder.Services.AddHostedService<WorkRounds>();
    }

    public static void MapLongWork(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Page + "/{id:int}/file", async (HttpContext context, int id, TakeWorkFile take, CancellationToken cancel) =>
            UploadedFile.Serve(context, await take.Run(context.User.Actor()!, id, cancel)))
            .RequireAuthorization();
}
