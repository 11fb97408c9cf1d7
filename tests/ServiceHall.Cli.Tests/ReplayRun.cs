using System.Globalization;

namespace ServiceHall.Cli.Tests;

/// <summary>One call of `hall replay` in this process, with what it said and what it wrote.</summary>
internal sealed record ReplayRun(int ExitCode, string StandardOutput, string StandardError)
{
    internal static ReplayRun Of(string facts, string results, DateOnly? from = null, DateOnly? to = null)
    {
        List<string> arguments = ["replay", "--in", facts, "--out", results];
        if (from is { } first)
            arguments.AddRange(["--from", first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]);
        if (to is { } last)
            arguments.AddRange(["--to", last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]);

        using var standardOutput = new StringWriter();
        using var standardError = new StringWriter();
        var exitCode = Hall.Run([.. arguments], standardOutput, standardError);
        return new ReplayRun(exitCode, standardOutput.ToString(), standardError.ToString());
    }

    internal string[] ErrorLines => StandardError.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
