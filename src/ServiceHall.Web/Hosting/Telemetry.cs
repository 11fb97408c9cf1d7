using System.Diagnostics;
using System.Reflection;
using Npgsql;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ServiceHall.Web.Hosting;

/// <summary>
/// Traces and measurements by OpenTelemetry, where they are asked for; docs/deploy.md says what to watch.
/// </summary>
internal static class Telemetry
{
    /// <summary>Registers what the settings ask for; nothing at all where they ask for nothing.</summary>
    public static void AddTelemetry(this IServiceCollection services, HostingSettings settings)
    {
        if (!settings.HasTelemetry)
            return;
        services.AddHallMeter();
        var version = typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("ServiceHall", serviceVersion: version))
            .WithMetrics(metrics => Measure(metrics, settings));
        if (settings.Otlp is { } collector)
            telemetry.WithTracing(traces => Trace(traces, collector));
        services.AddHostedService<ReadGauges>();
    }

    private static void Trace(TracerProviderBuilder traces, Uri collector) => traces
        .SetSampler(new ParentBasedSampler(new WithoutLoneStatements()))
        .AddAspNetCoreInstrumentation(http => http.RecordException = false)
        .AddNpgsql()
        .AddSource([.. HallSources.Spans])
        // Before the exporter: processors run in the order in which they are added.
        .AddProcessor(new CleanSpans(HallSources.Spans))
        .AddOtlpExporter(otlp => Send(otlp, collector, "v1/traces"));

    private static void Measure(MeterProviderBuilder metrics, HostingSettings settings)
    {
        metrics.AddMeter([.. HallSources.Meters])
            .AddView(_ => new MetricStreamConfiguration { TagKeys = AllowedTags.OfMeasurements })
            // An example of a measurement would carry the tags that the list takes away.
            .SetExemplarFilter(ExemplarFilterType.AlwaysOff);
        if (settings.Otlp is { } collector)
            metrics.AddOtlpExporter(otlp => Send(otlp, collector, "v1/metrics"));
        // A listener of its own, on this machine only: the server's own ports know nothing of it.
        if (settings.Prometheus is { } port)
            metrics.AddPrometheusHttpListener(listener => (listener.Host, listener.Port) = ("127.0.0.1", port));
    }

    private static void Send(OtlpExporterOptions otlp, Uri collector, string signal)
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = new Uri(collector.AbsoluteUri.TrimEnd('/') + "/" + signal);
    }

    // What runs all the time (boards, deliveries) asks the database each second: a statement that belongs to no
    // request and no job is counted by the database's own measurements, and traced by nobody.
    private sealed class WithoutLoneStatements : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
            new(samplingParameters.Kind == ActivityKind.Client ? SamplingDecision.Drop : SamplingDecision.RecordAndSample);
    }
}
