using System.Globalization;
using System.Text;
using ServiceHall.Cli.Tests.RandomFacts;

namespace ServiceHall.Cli.Tests;

/// <summary>A small valid hall with a row in every file, to be spoilt in one place.</summary>
internal sealed class BadInput : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hall-bad-").FullName;

    private static readonly Dictionary<string, string> Rows = new()
    {
        ["calendar.csv"] = "2026-07-11,workday",
        ["sites.csv"] = "S1,45.6,122.8,150",
        ["windows.csv"] = "W1,税务,S1",
        ["staff.csv"] = "wang,W1,staff,regular,2026-01-01,2026-12-31",
        ["punches.csv"] = "wang,2026-07-06T08:20:00,in,45.6,122.8,20,position",
        ["leave.csv"] = "L1,wang,personal,2026-07-07T08:30:00,2026-07-07T11:30:00,2026-07-06T10:00:00,approved,false",
        ["exemptions.csv"] = "E1,2026-07-08T14:00:00,2026-07-08T17:30:00,S1,wang",
        ["findings.csv"] = "F1,2026-07-06T09:00:00,daily,W1,wang,K1.2a,1,false,true",
        ["credits.csv"] = "C1,2026-07-06,W1,wang,J1,municipal,false,true,锦旗",
        ["explanations.csv"] = "wang,2026-07-06,am,in,2026-07-06T18:00:00,true",
    };

    internal BadInput()
    {
        Directory.CreateDirectory(Facts);
        foreach (var (file, row) in Rows)
            Lines(file, FactFiles.Headers[file], row);
    }

    internal string Facts => Path.Combine(_root, "facts");

    internal string Results => Path.Combine(_root, "results");

    internal static IEnumerable<string> Files => Rows.Keys;

    internal static string Header(string file) => FactFiles.Headers[file];

    internal static string Row(string file) => Rows[file];

    /// <summary>The valid row of the file with one cell changed.</summary>
    internal static string RowWith(string file, string column, string value)
    {
        var cells = Rows[file].Split(',');
        cells[Header(file).Split(',').IndexOf(column)] = value;
        return string.Join(',', cells);
    }

    internal void Lines(string file, params IEnumerable<string> lines) => Text(file, string.Join('\n', lines) + "\n");

    internal void Text(string file, string text) => Bytes(file, Encoding.UTF8.GetBytes(text));

    internal void Bytes(string file, byte[] bytes) => File.WriteAllBytes(Path.Combine(Facts, file), bytes);

    /// <summary>Adds rows below the valid one: the first of them is line 3.</summary>
    internal void Add(string file, params string[] rows) => Lines(file, [Header(file), Rows[file], .. rows]);

    internal void Remove(string file) => File.Delete(Path.Combine(Facts, file));

    internal ReplayRun Replay() => ReplayRun.Of(Facts, Results);

    /// <summary>Asks that the run ends with code 2 and leaves nothing behind; gives what it said.</summary>
    internal string[] Refused()
    {
        var run = Replay();
        Assert.True(run.ExitCode == 2, $"exit code {run.ExitCode.ToString(CultureInfo.InvariantCulture)}\n{run.StandardError}");
        Assert.Equal("", run.StandardOutput);
        Assert.Equal([Facts], Directory.GetFileSystemEntries(_root));
        return run.ErrorLines;
    }

    /// <summary>Asks that it is refused with a line that begins so and goes on to say something.</summary>
    internal void RefusedWith(string place)
    {
        var lines = Refused();
        Assert.True(
            lines.Any(line => line.StartsWith(place, StringComparison.Ordinal) && line.Length > place.Length + 4),
            $"no line begins with “{place}”:\n{string.Join('\n', lines)}");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
