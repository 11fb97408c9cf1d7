namespace ServiceHall.Web.Hosting;

/// <summary>What whoever runs the hall needs: log files, telemetry, health.</summary>
internal static class HostingModule
{
    /// <exception cref="Store.HallCannotOpenException">The settings are wrong; the message says which, and how they
    /// should be.</exception>
    public static void AddHosting(this WebApplicationBuilder builder)
    {
        var settings = HostingSettings.Read(builder.Configuration);
        if (settings.Logs is { } folder)
            builder.Logging.AddFiles(folder);
        builder.Services.AddTelemetry(settings);
        builder.Services.AddHealth();
    }

    public static void MapHosting(this IEndpointRouteBuilder routes) => routes.MapHealth();
}
