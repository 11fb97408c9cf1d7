using Microsoft.AspNetCore.Antiforgery;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.OwnData;

/// <summary>What people have a right to about themselves (个人信息): to read how long it is kept, to take it, to withdraw a consent.</summary>
internal static class OwnDataModule
{
    private const string Page = "/privacy";

    public static IServiceCollection AddOwnData(this IServiceCollection services) => services
        .AddSingleton<ReadOwnData>().AddSingleton<TakeOwnData>()
        .AddSingleton(new NavigationEntry(55, "我的", "个人信息与保存期限", "/desk" + Page, "fa-solid fa-shield-halved"));

    public static void MapOwnData(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/m/privacy/file", Take).DisableAntiforgery();
        routes.MapPost("/desk/privacy/file", Take).DisableAntiforgery();
    }

    private static async Task<IResult> Take(HttpContext context, IAntiforgery antiforgery, TakeOwnData take)
    {
        if (!context.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(context))
            return Results.BadRequest();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var answer = await take.Run(context.User.Actor()!, form["password"].ToString(), context.RequestAborted);
        var face = HallCookies.IsPhone(context.Request.Path) ? "/m" : "/desk";
        // The page says it where the form stands.
        return answer.Refusal is { Kind: RefusalKind.Rule }
            ? Results.LocalRedirect($"{face}{Page}?wrong=1")
            : UploadedFile.Serve(context, answer);
    }
}
