namespace ServiceHall.Web.Shell;

/// <summary>
/// Whether a request was made by a page of this hall, for what carries no form's token. The host is compared and not the scheme: a
/// proxy may have taken TLS off.
/// </summary>
internal static class SameOrigin
{
    /// <summary>Whether the browser says that a page of this hall sent it. A request that names no origin is not from a page.</summary>
    public static bool IsFromThisHall(this HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] is [{ } site] ? site == "same-origin" : request.NamesThisHall();

    /// <summary>Whether the header <c>Origin</c> names this hall.</summary>
    public static bool NamesThisHall(this HttpRequest request) =>
        request.Headers.Origin is [{ } origin] && Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);

    /// <summary>Lets no page of another origin use the connections of the desk's pages with its reader's cookie (WebSockets know no CORS).</summary>
    public static void UseSameOrigin(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal) && context.Request.Headers.Origin.Count > 0,
        circuits => circuits.Use((context, next) =>
        {
            if (context.Request.NamesThisHall())
                return next(context);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }));
}
