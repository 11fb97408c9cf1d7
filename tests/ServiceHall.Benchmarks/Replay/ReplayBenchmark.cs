using System.Globalization;

namespace ServiceHall.Benchmarks.Replay;

/// <summary>
/// <c>hall replay</c> over one quarter of a hall of so many people in a tenth as many windows, as a whole process, and in
/// the same run its floor: reading <c>punches.csv</c> with CsvHelper and doing nothing.
/// </summary>
internal static class ReplayBenchmark
{
    private const int Runs = 5;
    private const int PeopleInWindow = 10;

    public static int Run(string[] sizes)
    {
        var hall = typeof(Cli.Hall).Assembly.Location;
        var self = typeof(ReplayBenchmark).Assembly.Location;
        foreach (var people in sizes.Length == 0 ? [10_000] : sizes.Select(size => int.Parse(size, CultureInfo.InvariantCulture)))
        {
            var folder = Path.Combine(Path.GetTempPath(), $"servicehall-benchmark-{people}");
            var facts = Path.Combine(folder, "facts");
            if (!Directory.Exists(facts))
            {
                MeasuredProcess.Run(
                    "dotnet", hall, "demo", "--out", facts, "--seed", "1", "--staff", $"{people}", "--windows", $"{people / PeopleInWindow}",
                    "--from", "2026-07-01", "--to", "2026-09-30");
            }

            var punches = Path.Combine(facts, "punches.csv");
            Console.WriteLine($"{people} people, {people / PeopleInWindow} windows, {File.ReadLines(punches).LongCount() - 1} punches, {new FileInfo(punches).Length >> 20} MiB");
            Console.WriteLine($"  replay  {MeasuredProcess.Median(Runs, () => Replay(hall, facts, Path.Combine(folder, "results")))}");
            Console.WriteLine($"  floor   {MeasuredProcess.Median(Runs, () => MeasuredProcess.Run("dotnet", self, "read", punches))}");
        }

        return 0;
    }

    private static MeasuredProcess Replay(string hall, string facts, string results)
    {
        if (Directory.Exists(results)) Directory.Delete(results, recursive: true);
        return MeasuredProcess.Run("dotnet", hall, "replay", "--in", facts, "--out", results);
    }
}
