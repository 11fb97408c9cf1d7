using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Import;

/// <summary>Reading tables that people hand in, and the records of what was imported from them (导入记录).</summary>
internal static class ImportModule
{
    /// <summary>Where the records are shown; <c>/{id}</c> is one of them.</summary>
    public const string Page = "/desk/imports";

    /// <summary>Registers the room's use cases. Kinds are registered by their chapters.</summary>
    public static IServiceCollection AddImports(this IServiceCollection services) => services
        .AddSingleton<ImportKinds>().AddSingleton<ListImports>().AddSingleton<ShowImport>()
            .AddSingleton<TakeImportFile>().AddSingleton<TakeBackImport>()
        .AddSingleton<IRetentionKind, ExpireImports>()
        .AddSingleton(new NavigationEntry(725, "人员", "导入记录", Page, "fa-solid fa-clock-rotate-left",
            Right.ImportPeople));

    public static void MapImports(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Page + "/{id:int}/file",
            async (HttpContext context, int id, TakeImportFile take, CancellationToken cancel) =>
            UploadedFile.Serve(context, await take.Run(context.User.Actor()!, id, cancel)))
            .RequireAuthorization(nameof(Right.ImportPeople));
}
