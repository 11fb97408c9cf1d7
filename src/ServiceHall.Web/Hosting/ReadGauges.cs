using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Hosting;

/// <summary>
/// Reads every gauge every 15 s, so that whoever looks at them, however often, costs the database nothing. Runs only
/// where telemetry is on. While the database is away the gauges are empty: an old number would look like a good one.
/// </summary>
internal sealed class ReadGauges(
    IDbContextFactory<HallDb> factory, HallMeter meter, IEnumerable<HallGauge> gauges, ILogger<ReadGauges> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<string, double> _values = new(StringComparer.Ordinal);
    private bool _wasAway;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var gauge in gauges)
            meter.Show(gauge, () => _values.TryGetValue(gauge.Name, out var value) ? value : null);
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Reads them once.</summary>
    public async Task Look(CancellationToken cancel)
    {
        try
        {
            await using var db = await factory.CreateDbContextAsync(cancel);
            foreach (var gauge in gauges)
                _values[gauge.Name] = await gauge.Read(db, cancel);
            _wasAway = false;
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            _values.Clear();
            // Once, and not every 15 s of a night.
            if (!_wasAway)
                log.LogError(fault, "The gauges could not be read; they are empty until they can be.");
            _wasAway = true;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var looks = new PeriodicTimer(Every);
        do
            await Look(stoppingToken);
        while (await looks.WaitForNextTickAsync(stoppingToken));
    }
}
