using Microsoft.AspNetCore.Antiforgery;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Attendance.Consent;

/// <summary><c>POST /m/consent</c> and <c>/desk/consent</c>: a form without a script, as docs/http.md describes it.</summary>
internal static class ConsentEndpoint
{
    public static void MapConsent(this IEndpointRouteBuilder routes)
    {
        // One for each face: the path decides whose sign-in a request carries.
        routes.MapPost("/m/consent", (HttpContext context, IAntiforgery antiforgery, GiveConsent give) => Say(context, antiforgery, give, "/m"))
            .DisableAntiforgery();
        routes.MapPost("/desk/consent", (HttpContext context, IAntiforgery antiforgery, GiveConsent give) => Say(context, antiforgery, give, "/desk/privacy"))
            .DisableAntiforgery();
    }

    private static async Task<IResult> Say(HttpContext context, IAntiforgery antiforgery, GiveConsent give, string after)
    {
        if (!context.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(context))
            return Results.BadRequest();
        var (actor, form) = (context.User.Actor()!, await context.Request.ReadFormAsync(context.RequestAborted));
        var device = context.Request.Headers.UserAgent.ToString();
        if (form["given"] == "true")
        {
            // A text that changed meanwhile is simply shown again.
            await give.Run(actor, form["version"].ToString(), device, context.RequestAborted);
            return Results.LocalRedirect(after);
        }

        await give.Withdraw(actor, device, context.RequestAborted);
        return Results.LocalRedirect(HallCookies.IsPhone(context.Request.Path) ? "/m/privacy" : "/desk/privacy");
    }
}
