using System.Collections.Frozen;

namespace ServiceHall.Web.Hosting;

/// <summary>
/// Whose spans and measurements are exported. What calls others (<c>System.Net.Http</c>) is not among them: an address of
/// a channel holds a key.
/// </summary>
internal static class HallSources
{
    public const string Http = "Microsoft.AspNetCore";
    public const string Circuits = "Microsoft.AspNetCore.Components.Server.Circuits";

    /// <summary>Of spans.</summary>
    public static FrozenSet<string> Spans { get; } = FrozenSet.Create(
        StringComparer.Ordinal, Http, Circuits, "Microsoft.AspNetCore.Components",
        "Microsoft.AspNetCore.SignalR.Server", "Npgsql",
        HallTracing.SourceName);

    /// <summary>Of measurements.</summary>
    public static IReadOnlyList<string> Meters { get; } =
        ["Microsoft.AspNetCore.*", "Microsoft.EntityFrameworkCore", "Npgsql", "System.Runtime", HallMeter.Name];
}
