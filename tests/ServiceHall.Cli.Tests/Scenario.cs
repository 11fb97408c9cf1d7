using System.Globalization;
using ServiceHall.Cli.Tests.RandomFacts;

namespace ServiceHall.Cli.Tests;

/// <summary>
/// A small hall written by hand: `wang` is posted at W1 from 2026 on unless the scenario says otherwise. The rows stand
/// under the contract's columns.
/// </summary>
internal sealed class Scenario : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hall-scenario-").FullName;
    private int _replays;

    internal Scenario()
    {
        Directory.CreateDirectory(Facts);
        Has("windows.csv", "W1,税务,", "W2,社保,");
        Has("staff.csv", "wang,W1,staff,regular,2026-01-01,");
    }

    private string Facts => Path.Combine(_root, "facts");

    internal Scenario Has(string file, params string[] rows)
    {
        File.WriteAllLines(Path.Combine(Facts, file), [FactFiles.Headers[file], .. rows]);
        return this;
    }

    /// <summary>The rows of one result file, without its header, as the program and the plain reading give them.</summary>
    internal string[] Gives(string file, string? from = null, string? to = null) => BothReadings
        .Of(Facts, Path.Combine(_root, $"results-{_replays++}"), "this scenario", DayOf(from), DayOf(to))[file]
        .Split('\n')[1..^1];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static DateOnly? DayOf(string? text) =>
        text is null ? null : DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
