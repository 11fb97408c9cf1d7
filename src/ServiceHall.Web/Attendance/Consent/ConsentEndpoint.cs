using Microsoft.AspNetCore.Antiforgery;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Attendance.Consent;

/// <summary><c>POST /m/consent</c> and <c>/desk/consent</c>: a form without a script, as docs/http.md describes it.</summary>
internal static class ConsentEndpoint
{
    public static void MapConsent(this IEndpointRouteBuilder routes)
    {
        // One for each face: the path decides whose sign-in a request carries.
        routes.MapPost("/m/consent", (HttpContext context, IAntiforgery antiforgery, GiveConsent give) => Say(context, antiforgery, give, "/m", "/m/privacy"))
            .DisableAntiforgery();
        routes.MapPost("/desk/consent", (HttpContext context, IAntiforgery antiforgery, GiveConsent give) => Say(context, antiforgery, give, "/desk/privacy", "/desk/privacy"))
            .DisableAntiforgery();
    }

    private static async Task<IResult> Say(HttpContext context, IAntiforgery antiforgery, GiveConsent give, string after, string page)
    {
        if (!context.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(context))
            return Results.BadRequest();
        var (actor, form) = (context.User.Actor()!, await context.Request.ReadFormAsync(context.RequestAborted));
        var device = context.Request.Headers.UserAgent.ToString();
        var answer = form["given"].ToString() switch
        {
            "true" => await give.Run(actor, form["version"].ToString(), device, context.RequestAborted),
            "false" => await give.Withdraw(actor, device, context.RequestAborted),
            _ => (Answer<Done>?)null,
        };
        return answer switch
        {
            null => Results.BadRequest(),
            // The page says it where the text stands, which is to be read again.
            { Refusal: { Kind: RefusalKind.Conflict } } => Results.LocalRedirect($"{page}?changed=1"),
            { Refusal: { } refusal } => Results.Text(refusal.Text, statusCode: StatusCodes.Status403Forbidden),
            _ => Results.LocalRedirect(form["given"] == "true" ? after : page),
        };
    }
}
