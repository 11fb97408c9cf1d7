using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ServiceHall.Web.Hosting;

/// <summary>
/// Tells pages, proxies and people who run the hall whether it works: in one word, since anybody may ask.
/// </summary>
internal static class Health
{
    /// <summary>Marks a check of whether requests can be served.</summary>
    public const string Ready = "ready";

    /// <summary>Marks a check of whether the hall does by itself what it has to.</summary>
    public const string Schedules = "schedules";

    /// <summary>Longer than this, and the database is as good as away.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void AddHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<DatabaseAnswers>("database", tags: [Ready], timeout: Patience);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapCheck("/health/live", _ => false);
        routes.MapCheck("/health/ready", check => check.Tags.Contains(Ready));
        routes.MapCheck("/health/schedules", check => check.Tags.Contains(Schedules));
        // Older proxies, and the hall's own pages.
        routes.MapCheck("/health", check => check.Tags.Contains(Ready));
    }

    // Before anybody asks who is signed in, which the database would have to tell.
    private static void MapCheck(this IEndpointRouteBuilder routes, string address,
        Func<HealthCheckRegistration, bool> checks) =>
        routes.MapHealthChecks(address, new HealthCheckOptions { Predicate = checks, ResponseWriter = Say })
            .AllowAnonymous().ShortCircuit().DisableHttpMetrics();

    private static Task Say(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(report.Status switch
        {
            HealthStatus.Healthy => "healthy",
            HealthStatus.Degraded => "degraded",
            _ => "unhealthy",
        });
    }
}
