using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance.Months;

/// <summary>The month as files, with the filter of the page that asks for them.</summary>
internal static class MonthFiles
{
    public static void MapMonths(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/desk/attendance/month.xlsx", (HttpContext context, ShowMonth show, TimeProvider clock, CancellationToken cancel) =>
            Send(context, show, clock, "xlsx", MonthWorkbook.ContentType, "考勤", MonthWorkbook.Make, cancel)).RequireAuthorization(nameof(Right.SeeAttendance));
        routes.MapGet("/desk/attendance/month.docx", (HttpContext context, ShowMonth show, TimeProvider clock, CancellationToken cancel) =>
            Send(context, show, clock, "docx", MonthSheet.ContentType, "考勤表", MonthSheet.Make, cancel)).RequireAuthorization(nameof(Right.SeeAttendance));
    }

    /// <summary>What an address asks for.</summary>
    public static ShowMonth.Request Asked(this HttpContext context, TimeProvider clock)
    {
        var query = context.Request.Query;
        return ShowMonth.Request.Of(query["month"], query["unit"], query["window"], query["state"], query["q"], clock.Today());
    }

    private static async Task<IResult> Send(
        HttpContext context, ShowMonth show, TimeProvider clock, string form, string contentType, string name, Func<MonthGrid, byte[]> make, CancellationToken cancel)
    {
        var answer = await show.Take(context.User.Actor()!, context.Asked(clock), form, cancel);
        if (answer.Refusal is { } refusal)
            return Results.StatusCode(refusal.Kind == RefusalKind.NotAllowed ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest);
        context.Response.Headers.CacheControl = "no-store";
        return Results.File(make(answer.Value.Grid), contentType, $"{answer.Value.Grid.Month.Chinese()}{name}.{form}");
    }
}
