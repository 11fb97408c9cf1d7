namespace ServiceHall.Web.Hosting;

/// <summary>
/// What may be said about a span or a measurement. Libraries add tags with each version, and some of them carry what
/// people type, where they are or what their browser is called: so what is not named here does not leave the hall.
/// </summary>
internal static class AllowedTags
{
    public const string Sql = "db.query.text";
    public const string Job = "servicehall.job";
    public const string JobResult = "servicehall.job.result";

    private static readonly string[] OfBoth =
    [
        // The route is the template of the address, never the address: /desk/people/{Id:int}.
        "http.request.method", "http.response.status_code", "http.route", "url.scheme", "network.protocol.version",
        "error.type", "signalr.connection.status", "signalr.transport", "rpc.system", "rpc.service", "rpc.method",
        "aspnetcore.components.type", "aspnetcore.components.route", "aspnetcore.components.method",
        "aspnetcore.components.attribute.name",
        "code.function.name", "db.system.name", "db.namespace", "db.response.status_code",
    ];

    /// <summary>Of spans.</summary>
    public static IReadOnlySet<string> OfSpans { get; } = new HashSet<string>(
        [.. OfBoth, Sql, "db.npgsql.prepared", "db.npgsql.rows", Job, JobResult], StringComparer.Ordinal);

    /// <summary>Of measurements. Each has few values: every combination of them is a series of its own.</summary>
    public static string[] OfMeasurements { get; } =
    [
        .. OfBoth,
        "db.client.connection.state", "db.client.connection.pool.name",
        "aspnetcore.authentication.result", "aspnetcore.authentication.scheme", "aspnetcore.authorization.result",
        "aspnetcore.diagnostics.exception.result", "aspnetcore.routing.match_status", "aspnetcore.routing.is_fallback",
        "aspnetcore.identity.sign_in.result", "aspnetcore.identity.password_check_result",
        "gc.heap.generation", "dotnet.gc.heap.generation", "cpu.mode",
        // The hall's own: HallMeter says what is in them.
        "outcome", "reason", "way", "face", "kind", "type", "given_up", "job", "result",
    ];
}
