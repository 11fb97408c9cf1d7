using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Attachments.Receiving;
using ServiceHall.Web.People.Import;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Inspection;

/// <summary>The inspection log (检查): findings and their photos.</summary>
internal static class InspectionModule
{
    /// <summary>Registers the chapter's use cases, without anything of the web.</summary>
    public static IServiceCollection AddInspection(this IServiceCollection services)
    {
        services.TryAddSingleton(HallRulebook.BuiltIn);
        return services
            .AddSingleton<LogFinding>().AddSingleton<PreviewFinding>().AddSingleton<VerifyFinding>().AddSingleton<ListFindings>()
            .AddSingleton<KeepDraft>().AddSingleton<FindingChoices>().AddSingleton<UploadPhoto>().AddSingleton<ShowPhoto>()
            .AddSingleton<IRetentionKind, ExpireUnusedPhotos>().AddSingleton<IRetentionKind, Drafts.ExpireDrafts>().AddSingleton<IRetentionKind, ExpirePhotos>()
            .AddSingleton<StartFigures, FindingFigures>().AddSingleton<IRestOnImports, FindingsSinceImport>()
            .AddSingleton(new NavigationEntry(300, "检查", "检查日志", "/desk/findings", "fa-solid fa-clipboard-check", Right.SeeFindings));
    }

    public static void MapInspection(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/desk/photos", Upload).TakesFile(PhotoFile.MostBytes);
        routes.MapGet("/desk/photos/{id:guid}", Show);
        routes.MapGet("/m/photos/{id:guid}", Show);
    }

    private static async Task<IResult> Upload(HttpContext context, UploadPhoto upload, ReceiveFile receive, Guid? key, CancellationToken cancel)
    {
        // The body is the photo itself, so no form's token comes with it: a page of another site is told by its origin.
        if (!context.Request.IsFromThisHall())
            return Refused(new Refusal("请求不是从本系统的页面发出的。请在“登记问题”页面添加照片。"), StatusCodes.Status400BadRequest);
        var actor = context.User.Actor()!;
        if (await upload.RefusalFor(actor, cancel) is { } no)
            return Refused(no, StatusOf(no));
        return await receive.Run(context, $"照片超过 {PhotoFile.MostBytes / 1024 / 1024} MB。请换一张较小的照片。", async file =>
        {
            var answer = await upload.Run(actor, file, cancel, key);
            return answer.Refusal is { } refusal ? Refused(refusal, StatusOf(refusal)) : Results.Json(new { id = answer.Value });
        });
    }

    private static int StatusOf(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.NotAllowed => StatusCodes.Status403Forbidden,
        RefusalKind.NotSignedIn => StatusCodes.Status401Unauthorized,
        _ => StatusCodes.Status400BadRequest,
    };

    private static async Task<IResult> Show(HttpContext context, Guid id, ShowPhoto show, CancellationToken cancel) =>
        UploadedFile.Serve(context, await show.Run(context.User.Actor()!, id, cancel));

    private static IResult Refused(Refusal refusal, int status) => Results.Json(new { message = refusal.Text }, statusCode: status);
}
