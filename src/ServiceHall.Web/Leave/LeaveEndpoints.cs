using Microsoft.Net.Http.Headers;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Leave;

/// <summary>The proofs of requests.</summary>
internal static class LeaveEndpoints
{
    public static void MapLeave(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/m/leave/{id:int}/attachment", Show);
        routes.MapGet("/leave/{id:int}/attachment", Show);
    }

    private static async Task<IResult> Show(HttpContext context, int id, ShowLeaveAttachment show, CancellationToken cancel)
    {
        var answer = await show.Run(context.User.Actor()!, id, cancel);
        if (answer.Refusal is { } refusal)
            return Results.StatusCode(refusal.Kind == RefusalKind.NotAllowed ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound);
        var name = new ContentDispositionHeaderValue("inline");
        name.SetHttpFileName(answer.Value.Name);
        context.Response.Headers.ContentDisposition = name.ToString();
        context.Response.Headers.CacheControl = "private, no-store";
        return Results.Bytes(answer.Value.Bytes, answer.Value.ContentType);
    }
}
