using Microsoft.AspNetCore.Antiforgery;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Attendance;

/// <summary><c>POST /m/away</c>, as docs/http.md describes it.</summary>
internal static class AwayEndpoint
{
    /// <summary>The answer.</summary>
    internal sealed record Told(string Message);

    public static void MapAway(this IEndpointRouteBuilder routes) => routes.MapPost("/m/away", Press).DisableAntiforgery();

    private static async Task<IResult> Press(HttpContext context, IAntiforgery antiforgery, StepAway step, CancellationToken cancel)
    {
        // Looked at here, so that the answer is a sentence.
        if (!await antiforgery.IsRequestValidAsync(context))
            return Results.Json(new Told("页面已过期，请刷新后再按一次。"), statusCode: StatusCodes.Status400BadRequest);
        var actor = context.User.Actor()!;
        var act = context.Request.Form["act"].ToString();
        var refusal = act switch
        {
            "start" => (await step.Start(actor, cancel)).Refusal,
            "end" => (await step.End(actor, cancel)).Refusal,
            _ => new Refusal("act 应是 start（暂离）或 end（返回）。请刷新页面后再试。"),
        };
        return refusal is null
            ? Results.Json(new Told(act == "start" ? "已登记暂离。" : "已返回。"))
            : Results.Json(new Told(refusal.Clause is null ? refusal.Text : $"{refusal.Text}（{refusal.Clause}）"), statusCode: StatusCodes.Status400BadRequest);
    }
}
