namespace ServiceHall.Web.Shell.Requests;

/// <summary>
/// An answer that needs nothing, neither database nor layout nor sign-in: for requests that nothing can be made of, and
/// for times when nothing works. A page for people, JSON for programs.
/// </summary>
internal static class PlainAnswer
{
    /// <summary>Answers in place of whatever was about to be answered.</summary>
    /// <param name="advice">What to do; null: what the status says.</param>
    /// <param name="below">What stands below, as markup, such as a script.</param>
    public static async Task Write(HttpContext context, int status, string? advice = null, string below = "")
    {
        context.Response.Clear();
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
            context.Response.Headers.RetryAfter = status == StatusCodes.Status503ServiceUnavailable ? "5" : "60";
        if (IsForPrograms(context.Request))
        {
            await context.Response.WriteAsJsonAsync(new { message = advice ?? ApiFaults.Sentence(status) });
            return;
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(Page(status, advice ?? StatusWords.Advice(status), below));
    }

    /// <summary>Whether a program reads the answer, and not a person: an interface, or a page's own script.</summary>
    public static bool IsForPrograms(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        || request.Path.StartsWithSegments("/hub", StringComparison.Ordinal)
        // A page that is fetched to be shown says so.
        || (request.Headers["Sec-Fetch-Dest"] is ["empty"] && !request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal));

    private static string Page(int status, string advice, string below) => $"""
        <!DOCTYPE html>
        <html lang="zh-CN" translate="no"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{StatusWords.Title(status)} · 政务大厅</title><link rel="stylesheet" href="/hall.css"></head>
        <body class="plain"><main class="plain-main"><section class="card status">
        <p class="code">{status}</p><h1>{StatusWords.Title(status)}</h1>
        <p>{advice}</p>{(below.Length > 0 ? below : "<a class=\"button\" href=\"/\">返回首页</a>")}</section></main></body></html>
        """;
}
