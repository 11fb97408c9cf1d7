using System.Globalization;

namespace ServiceHall.Benchmarks;

/// <summary>What is said about many measurements of one thing.</summary>
internal static class Times
{
    /// <summary>The value that a share of the sorted ones does not exceed.</summary>
    public static double At(IReadOnlyList<double> sorted, double share) => sorted[(int)Math.Min(sorted.Count - 1, Math.Floor(sorted.Count * share))];

    public static double Median(IEnumerable<double> numbers) => At([.. numbers.Order()], 0.5);

    /// <summary>Prints a line.</summary>
    public static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>The machine's load, so that a number can be judged.</summary>
    public static string Load =>
        $"{Environment.ProcessorCount} cores, load average {string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3])}";
}
