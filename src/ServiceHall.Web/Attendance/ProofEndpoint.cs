using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;

namespace ServiceHall.Web.Attendance;

/// <summary>The proof that came with an explanation, on both faces.</summary>
internal static class ProofEndpoint
{
    public static void MapProofs(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/m/explain/{id:int}/proof", Show);
        routes.MapGet("/desk/explanations/{id:int}/proof", Show);
    }

    private static async Task<IResult> Show(HttpContext context, int id, ShowExplanationFile show, CancellationToken cancel) =>
        UploadedFile.Serve(context, await show.Run(context.User.Actor()!, id, cancel));
}
