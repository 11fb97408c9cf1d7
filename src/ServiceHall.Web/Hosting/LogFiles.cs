using System.Globalization;
using Serilog;
using Serilog.Extensions.Logging;

namespace ServiceHall.Web.Hosting;

/// <summary>
/// What the hall logs, once more as files: one a day, a full one is followed by the next, and the oldest go. Nothing
/// is logged for the files alone: no requests, no addresses, no bodies.
/// </summary>
internal static class LogFiles
{
    /// <summary>Bytes.</summary>
    public const long Largest = 10 * 1024 * 1024;

    /// <summary>How many are kept.</summary>
    public const int Kept = 30;

    // Without the scope of a request, in which its path stands.
    private const string Line = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} [{Level:u3}] {SourceContext}: {Message:lj}{NewLine}{Exception}";

    /// <summary>Makes the folder, which only the hall's user may enter.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be made, or written into.</exception>
    public static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var probe = new FileStream(
            Path.Combine(folder, $".probe-{Environment.ProcessId}"), FileMode.Create, FileAccess.Write,
            FileShare.None, 1, FileOptions.DeleteOnClose);
    }

    /// <summary>
    /// Writes them beside whatever else is logged to. Which lines are logged is decided by <c>Logging</c>, as ever;
    /// but the framework's notes on requests, with their addresses, get into no file, whatever is set for the
    /// terminal.
    /// </summary>
    public static ILoggingBuilder AddFiles(this ILoggingBuilder logging, string folder, long largest = Largest,
        int kept = Kept)
    {
        var files = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.File(
            Path.Combine(folder, "hall-.log"), outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture,
            fileSizeLimitBytes: largest, rollingInterval: RollingInterval.Day, rollOnFileSizeLimit: true,
            retainedFileCountLimit: kept);
        // Not by AddSerilog, which would take every level, whatever Logging says.
        logging.Services.AddSingleton<ILoggerProvider>(_ =>
            new SerilogLoggerProvider(files.CreateLogger(), dispose: true));
        return logging.AddFilter<SerilogLoggerProvider>("Microsoft", LogLevel.Warning)
            .AddFilter<SerilogLoggerProvider>("System.Net.Http", LogLevel.Warning);
    }
}
