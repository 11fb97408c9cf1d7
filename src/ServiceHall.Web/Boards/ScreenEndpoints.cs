using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance.Codes;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Boards;

/// <summary>What code screens and terminals ask, as docs/http.md describes it. Their pages are plain files under <c>/screen</c>.</summary>
internal static class ScreenEndpoints
{
    private const int LongestBody = 1024;

    /// <summary>What a code screen shows.</summary>
    /// <param name="Demonstration">The ribbon's sentence; null: a real hall.</param>
    /// <param name="Qr">A data URI of the phone's page with the code filled in.</param>
    /// <param name="Taken">
    /// Always: also where a hall goes by the position, whoever does not agree to that punches by the code. Pages of before ask.
    /// </param>
    internal sealed record CodeShown(
        string Site, string? Demonstration, string Code, string Qr, DateTimeOffset Now, DateTimeOffset Until, bool Taken);

    /// <summary>What a terminal sends.</summary>
    internal sealed record Press(string? Number, string? Pin, string? Action, Guid? Key);

    public static void MapScreens(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/screens/code", ShowCode).RequireAuthorization(ScreenToken.Only(ScreenKind.Code));
        routes.MapGet("/api/screens/terminal", ShowTerminal).RequireAuthorization(ScreenToken.Only(ScreenKind.Terminal));
        routes.MapPost("/api/screens/punches", Punch).RequireAuthorization(ScreenToken.Only(ScreenKind.Terminal)).DisableAntiforgery()
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(LongestBody));
    }

    private static async Task<IResult> ShowCode(HttpContext context, ShowCode show, ScreenSeen seen, DemonstrationRibbon ribbon, CancellationToken cancel)
    {
        context.Response.Headers.CacheControl = "no-store";
        await seen.Run(ScreenToken.ScreenId(context.User), cancel);
        var shown = await show.Run(ScreenToken.SiteId(context.User), cancel);
        var request = context.Request;
        var phone = $"{request.Scheme}://{request.Host}{request.PathBase}/m?code={shown.Code}";
        return Results.Ok(new CodeShown(shown.Site, ribbon.Text, shown.Code, QrPicture.Of(phone), shown.Now, shown.Until, Taken: true));
    }

    private static async Task<IResult> ShowTerminal(
        HttpContext context, IDbContextFactory<HallDb> factory, TimeProvider clock, ScreenSeen seen, DemonstrationRibbon ribbon, CancellationToken cancel)
    {
        context.Response.Headers.CacheControl = "no-store";
        await seen.Run(ScreenToken.ScreenId(context.User), cancel);
        var siteId = ScreenToken.SiteId(context.User);
        await using var db = await factory.CreateDbContextAsync(cancel);
        var site = await db.Sites.Where(row => row.Id == siteId).Select(row => row.Name).SingleAsync(cancel);
        return Results.Ok(new { Site = site, Demonstration = ribbon.Text, Now = clock.GetUtcNow() });
    }

    private static async Task<IResult> Punch(HttpContext context, Press press, PunchAtTerminal punch, CancellationToken cancel)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (press is not { Number: { } number, Pin: { } pin, Action: "in" or "out", Key: { } key })
            return Say(StatusCodes.Status400BadRequest, "请先输入工号和终端密码，再按签到或签退。");
        var answer = await punch.Run(
            new(ScreenToken.ScreenId(context.User), ScreenToken.SiteId(context.User), number, pin,
                press.Action == "in" ? PunchAction.In : PunchAction.Out, key, context.Address()),
            cancel);
        if (answer.Refusal is { } refusal)
            return Say(refusal.Kind == RefusalKind.TooMany ? StatusCodes.Status429TooManyRequests : StatusCodes.Status400BadRequest, refusal.Text);
        var (name, told) = (answer.Value.Name, answer.Value.Punch);
        return Results.Ok(new { told.Accepted, told.Outcome, Name = name, Message = told.Sentence, told.Clause, told.Minute });
    }

    private static IResult Say(int status, string message) => Results.Json(new { message }, statusCode: status);
}

/// <summary>The kinds of screens, as pages name them.</summary>
internal static class ScreenKindNames
{
    public static string Chinese(this ScreenKind kind) => kind switch
    {
        ScreenKind.Code => "动态码屏",
        ScreenKind.Terminal => "打卡终端",
        _ => "大屏",
    };
}
