using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ServiceHall.Web.Hosting;

/// <summary>
/// What the hall counts about itself. Nobody listens unless telemetry is on; then an instrument costs a look at a
/// field. Every tag is one of a few words of this program: no staff number, name, address or place ever goes in
/// here.
/// </summary>
internal sealed class HallMeter : IDisposable
{
    public const string Name = "ServiceHall";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _punches;
    private readonly Counter<long> _failedSignIns;
    private readonly Counter<long> _failedDeliveries;
    private readonly Histogram<double> _boardDelay;
    private readonly Histogram<double> _jobs;

    public HallMeter()
    {
        _punches = _meter.CreateCounter<long>("servicehall.punches", "{punch}", "Presses, by what became of them.");
        _failedSignIns = _meter.CreateCounter<long>("servicehall.sign_ins.failed", "{failure}", "Sign-ins refused.");
        _failedDeliveries = _meter.CreateCounter<long>(
            "servicehall.deliveries.failed", "{attempt}", "Attempts to send a message to a channel that failed.");
        _boardDelay = _meter.CreateHistogram(
            "servicehall.board.delay", "s", "From a board's new content to its being drawn on a screen.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2, 5, 15, 45] });
        _jobs = _meter.CreateHistogram(
            "servicehall.job.duration", "s", "How long a line of the timetable ran.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.1, 1, 5, 15, 60, 300, 1800] });
    }

    /// <summary>A press that was judged.</summary>
    /// <param name="outcome">As results write it: <c>accepted</c>, <c>outside_area</c>.</param>
    public void PunchJudged(bool accepted, string outcome, PunchWay way) => _punches.Add(
        1, new("outcome", accepted ? "accepted" : "refused"), new("reason", outcome), new("way", Text(way)));

    /// <summary>A press that nobody could judge, or that was sent again.</summary>
    /// <param name="reason"><c>malformed</c>, <c>too_many</c>, <c>signed_out</c>, <c>held</c> or <c>repeated</c>.</param>
    public void PunchNotJudged(string reason, PunchWay way) =>
        _punches.Add(1, new("outcome", "not_judged"), new("reason", reason), new("way", Text(way)));

    /// <summary>Somebody was not let in.</summary>
    /// <param name="face"><c>desk</c>, <c>phone</c>, <c>terminal</c>, <c>renewal</c> or <c>code</c>.</param>
    /// <param name="kind">Why, in one word: <c>wrong</c>, <c>unknown</c>, <c>locked</c>, <c>address</c>,
    /// <c>expired</c>, <c>factor</c>, <c>passkey</c>, <c>oidc</c>.</param>
    public void SignInFailed(string face, string kind) => _failedSignIns.Add(1, new("face", face), new("kind", kind));

    /// <summary>A channel did not take a message.</summary>
    /// <param name="type">The channel's type, such as <c>webhook</c>; never its address.</param>
    /// <param name="givenUp">It was the last attempt.</param>
    public void DeliveryFailed(string type, bool givenUp) =>
        _failedDeliveries.Add(1, new("type", type), new("given_up", givenUp));

    /// <summary>
    /// A screen has drawn what a board shows now. The clocks of two machines may differ: less than nothing is
    /// nothing.
    /// </summary>
    public void BoardDrawn(TimeSpan delay) => _boardDelay.Record(Math.Max(0, delay.TotalSeconds));

    /// <summary>A job has run.</summary>
    /// <param name="job">Its name in the timetable.</param>
    /// <param name="result">A word such as <c>done</c> or <c>failed</c>; never a message.</param>
    public void JobRan(string job, string result, TimeSpan length) =>
        _jobs.Record(length.TotalSeconds, new("job", job), new("result", result));

    /// <summary>Shows a value whenever somebody asks for it.</summary>
    /// <param name="value">Null: not known now, and then nothing is shown.</param>
    public void Show(HallGauge gauge, Func<double?> value) => _meter.CreateObservableGauge(
        gauge.Name,
        () => value() is { } known ? [new Measurement<double>(known)] : Array.Empty<Measurement<double>>(),
        gauge.Unit,
        gauge.Description);

    public void Dispose() => _meter.Dispose();

    private static string Text(PunchWay way) => way == PunchWay.Terminal ? "terminal" : "phone";
}

/// <summary>Where somebody pressed.</summary>
internal enum PunchWay
{
    Phone,
    Terminal,
}

/// <summary>How the chapters get at it.</summary>
internal static class HallMeterRegistration
{
    /// <summary>Registers the one meter; each chapter that counts something asks for it.</summary>
    public static IServiceCollection AddHallMeter(this IServiceCollection services)
    {
        services.TryAddSingleton<HallMeter>();
        return services;
    }
}
