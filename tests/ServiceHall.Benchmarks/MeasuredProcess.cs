using System.Diagnostics;
using System.Globalization;

namespace ServiceHall.Benchmarks;

/// <summary>A whole process as the operating system saw it.</summary>
/// <param name="Wall">From start to exit.</param>
/// <param name="Processor">User and system time of all its threads.</param>
/// <param name="PeakMegabytes">The high-water mark of its resident memory.</param>
internal sealed record MeasuredProcess(TimeSpan Wall, TimeSpan Processor, double PeakMegabytes)
{
    /// <summary>Runs a program to its end; its output is read and thrown away.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it said.</exception>
    public static MeasuredProcess Run(string program, params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var (peak, processor) = (0.0, TimeSpan.Zero);
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(20)))
        {
            peak = Math.Max(peak, HighWaterMark(process.Id));
            processor = process.TotalProcessorTime;
        }

        var wall = watch.Elapsed;
        output.Wait();
        return process.ExitCode == 0
            ? new MeasuredProcess(wall, processor, peak)
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {error.Result}");
    }

    /// <summary>The run with the median wall time.</summary>
    public static MeasuredProcess Median(int runs, Func<MeasuredProcess> run) =>
        Enumerable.Range(0, runs).Select(_ => run()).OrderBy(one => one.Wall).ElementAt(runs / 2);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Wall.TotalSeconds,7:0.00} s wall {Processor.TotalSeconds,8:0.00} s cpu {PeakMegabytes,8:0} MB peak");

    private static double HighWaterMark(int pid)
    {
        var path = $"/proc/{pid}/status";
        if (!File.Exists(path)) return 0;
        try
        {
            var line = File.ReadLines(path).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            // It has ended between the two looks.
            return 0;
        }
    }
}
