using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;

namespace ServiceHall.Web.Leave;

/// <summary>The proofs of requests.</summary>
internal static class LeaveEndpoints
{
    public static void MapLeave(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/m/leave/{id:int}/attachment", Show);
        routes.MapGet("/leave/{id:int}/attachment", Show);
    }

    private static async Task<IResult> Show(HttpContext context, int id, ShowLeaveAttachment show, CancellationToken cancel) =>
        UploadedFile.Serve(context, await show.Run(context.User.Actor()!, id, cancel));
}
