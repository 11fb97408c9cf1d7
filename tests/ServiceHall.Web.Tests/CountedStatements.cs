using System.Diagnostics;

namespace ServiceHall.Web.Tests;

/// <summary>Counts the statements that a test itself sends to PostgreSQL while this lives, whatever other tests send at the same time.</summary>
internal sealed class CountedStatements : IDisposable
{
    private readonly Activity _own = new Activity("counted").SetIdFormat(ActivityIdFormat.W3C).Start();
    private readonly ActivityListener _listener;
    private int _number;

    public CountedStatements()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = command =>
            {
                if (command.TraceId == _own.TraceId)
                    Interlocked.Increment(ref _number);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public int Number => _number;

    public void Dispose()
    {
        _listener.Dispose();
        _own.Stop();
        _own.Dispose();
    }
}
