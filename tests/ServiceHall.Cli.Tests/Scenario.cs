using ServiceHall.Cli.Tests.RandomFacts;
using ServiceHall.Cli.Tests.Reference;

namespace ServiceHall.Cli.Tests;

/// <summary>
/// A small hall written by hand: `wang` is posted at W1 from 2026 on unless the scenario says otherwise. The rows stand
/// under the contract's columns.
/// </summary>
internal sealed class Scenario : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hall-scenario-").FullName;

    internal Scenario()
    {
        Has("windows.csv", "W1,税务,", "W2,社保,");
        Has("staff.csv", "wang,W1,staff,regular,2026-01-01,");
    }

    internal Scenario Has(string file, params string[] rows)
    {
        File.WriteAllLines(Path.Combine(_folder, file), [FactFiles.Headers[file], .. rows]);
        return this;
    }

    /// <summary>The rows of one result file, without its header.</summary>
    internal string[] Gives(string file, string? from = null, string? to = null) =>
        PlainReplay.Run(_folder, DayOf(from), DayOf(to))[file].Split('\n')[1..^1];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static DateOnly? DayOf(string? text) =>
        text is null ? null : DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
