using System.Text;
using ServiceHall.Cli.Tests.Reference;

namespace ServiceHall.Cli.Tests;

/// <summary>Replays a folder with the program and with the plain reading of the contract, and asks that they agree.</summary>
internal static class BothReadings
{
    /// <summary>What both gave: file name to content. Fails with the first line on which they differ.</summary>
    internal static IReadOnlyDictionary<string, string> Of(
        string facts, string results, string whichHall, DateOnly? from = null, DateOnly? to = null)
    {
        var run = ReplayRun.Of(facts, results, from, to);
        Assert.True(run.ExitCode == 0, $"{whichHall}: exit code {run.ExitCode}\n{run.StandardError}");
        Assert.Equal("", run.StandardOutput);

        var expected = PlainReplay.Run(facts, from, to);
        Assert.Equal(
            expected.Keys.Order(StringComparer.Ordinal),
            Directory.GetFiles(results).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var (file, text) in expected)
        {
            var actual = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(Path.Combine(results, file)));
            if (actual != text)
                Assert.Fail($"{whichHall}, {file}, {FirstDifference(text, actual)}");
        }

        return expected;
    }

    private static string FirstDifference(string expected, string actual)
    {
        var (plain, real) = (expected.Split('\n'), actual.Split('\n'));
        var at = Enumerable.Range(0, Math.Max(plain.Length, real.Length)).First(line =>
            line >= plain.Length || line >= real.Length || plain[line] != real[line]);
        return $"line {at + 1}:\n  the contract: {LineAt(plain, at)}\n  the program:  {LineAt(real, at)}\n"
            + $"  ({plain.Length - 1} and {real.Length - 1} lines)";
    }

    private static string LineAt(string[] lines, int at) =>
        at < lines.Length - 1 ? lines[at].Replace("\r", "\\r", StringComparison.Ordinal)
        : at == lines.Length - 1 && lines[at].Length > 0 ? lines[at] + " (without line end)"
        : "(end of file)";
}
