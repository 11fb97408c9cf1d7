using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance.Months;

/// <summary>The month as files, with the filter of the page that asks for them.</summary>
internal static class MonthFiles
{
    public static void MapMonths(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/desk/attendance/month.xlsx", async (HttpContext context, ShowMonth show, TimeProvider clock, CancellationToken cancel) =>
            Send(context, await show.TakeWorkbook(context.User.Actor()!, context.Asked(clock), cancel), MonthWorkbook.Make, MonthWorkbook.ContentType, "考勤.xlsx"))
            .RequireAuthorization(nameof(Right.SeeAttendance));
        routes.MapGet("/desk/attendance/month.docx", async (HttpContext context, ShowMonth show, TimeProvider clock, CancellationToken cancel) =>
            Send(context, await show.TakeSheets(context.User.Actor()!, context.Asked(clock), "docx", cancel), MonthSheet.Make, MonthSheet.ContentType, "考勤表.docx"))
            .RequireAuthorization(nameof(Right.SeeAttendance));
    }

    /// <summary>What an address asks for.</summary>
    public static ShowMonth.Request Asked(this HttpContext context, TimeProvider clock)
    {
        var query = context.Request.Query;
        return ShowMonth.Request.Of(query["month"], query["unit"], query["window"], query["state"], query["q"], clock.Today());
    }

    private static IResult Send(HttpContext context, Answer<ShowMonth.Found> answer, Func<MonthGrid, byte[]> make, string contentType, string name)
    {
        if (answer.Refusal is { } refusal)
            return Results.Text(refusal.Text, statusCode: refusal.Kind == RefusalKind.NotAllowed ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest);
        context.Response.Headers.CacheControl = "no-store";
        return Results.File(make(answer.Value.Grid), contentType, answer.Value.Grid.Month.Chinese() + name);
    }
}
