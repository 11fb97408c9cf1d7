using Hangfire.AspNetCore;
using Hangfire.Logging;

namespace ServiceHall.Web.Schedules;

/// <summary>
/// Where Hangfire logs. It keeps one provider for the whole process: where that one's hall is closed and another of the process
/// goes on, as in tests, there is nowhere to log to, and that must fail nothing.
/// </summary>
internal sealed class JobLogs(ILoggerFactory logs) : ILogProvider
{
    private readonly AspNetCoreLogProvider _ofTheHall = new(logs);

    public ILog GetLogger(string name)
    {
        try
        {
            return _ofTheHall.GetLogger(name);
        }
        catch (ObjectDisposedException)
        {
            return new Nowhere();
        }
    }

    private sealed class Nowhere : ILog
    {
        public bool Log(Hangfire.Logging.LogLevel logLevel, Func<string> messageFunc, Exception? exception = null) => false;
    }
}
