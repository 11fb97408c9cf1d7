using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Attendance;

/// <summary>The proof that came with an explanation, on both faces.</summary>
internal static class ProofEndpoint
{
    public static void MapProofs(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/m/explain/{id:int}/proof", Show);
        routes.MapGet("/desk/explanations/{id:int}/proof", Show);
    }

    private static async Task<IResult> Show(HttpContext context, int id, ShowExplanationFile show, CancellationToken cancel)
    {
        var answer = await show.Run(context.User.Actor()!, id, cancel);
        if (answer.Refusal is { } refusal)
            return Results.StatusCode(refusal.Kind == RefusalKind.NotAllowed ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound);
        context.Response.Headers.CacheControl = "private, max-age=3600";
        // A document is handed over as a file: nothing that somebody uploaded is shown as a page of the hall.
        return answer.Value.ContentType.StartsWith("image/", StringComparison.Ordinal)
            ? Results.Bytes(answer.Value.Bytes, answer.Value.ContentType)
            : Results.File(answer.Value.Bytes, answer.Value.ContentType, answer.Value.Name);
    }
}
