namespace ServiceHall.Cli.Tests;

/// <summary>A demonstration hall as facts, and calls of <c>hall</c> in this process.</summary>
public sealed class CommandFixture : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hall-command-").FullName;

    public CommandFixture()
    {
        Facts = NewFolder("facts");
        var demo = Run("demo", "--out", Facts, "--staff", "30", "--windows", "8", "--from", "2026-07-01", "--to", "2026-09-30");
        Assert.Equal(0, demo.ExitCode);
    }

    public string Facts { get; }

    public string NewFolder(string name) => Path.Combine(_root, $"{Guid.NewGuid():N}", name);

    internal (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = Hall.Run(arguments, output, error);
        return (exitCode, output.ToString(), error.ToString());
    }

    /// <summary>A rulebook made of the built-in one by replacing text that must occur.</summary>
    public string Rulebook(params (string Old, string New)[] changes)
    {
        var text = ServiceHall.Rules.Rulebook.HallRulebook.BuiltInText;
        foreach (var (old, changed) in changes)
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            text = text.Replace(old, changed, StringComparison.Ordinal);
        }

        var path = Path.Combine(_root, $"{Guid.NewGuid():N}.yaml");
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
