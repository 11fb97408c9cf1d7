namespace ServiceHall.Cli.Tests.Demo;

/// <summary>A hall invented by the command <c>demo</c>, in a folder that goes away with it.</summary>
public sealed class DemoRun : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hall-demo-");

    public string Facts => Path.Combine(_folder.FullName, "facts");

    public string Results => Path.Combine(_folder.FullName, "results");

    public string StandardOutput { get; private set; } = "";

    public string StandardError { get; private set; } = "";

    public static DemoRun Of(params string[] options)
    {
        var run = new DemoRun();
        Assert.True(run.Demo(options) == 0, run.StandardError);
        return run;
    }

    public int Demo(params string[] options) => Hall(["demo", "--out", Facts, .. options]);

    public int Replay() => Hall("replay", "--in", Facts, "--out", Results);

    public IReadOnlyList<IReadOnlyDictionary<string, string>> Fact(string file) => Read(Path.Combine(Facts, file));

    public IReadOnlyList<IReadOnlyDictionary<string, string>> Result(string file) => Read(Path.Combine(Results, file));

    /// <summary>Everything in the folder of facts: names and bytes.</summary>
    public SortedDictionary<string, string> Bytes() => new(
        Directory.EnumerateFiles(Facts).ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(
            System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))),
        StringComparer.Ordinal);

    public IEnumerable<string> LeftBeside() => _folder.EnumerateFileSystemInfos().Select(entry => entry.Name);

    public void Dispose() => _folder.Delete(recursive: true);

    private int Hall(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = Cli.Hall.Run(args, output, error);
        (StandardOutput, StandardError) = (output.ToString(), error.ToString());
        return code;
    }

    /// <summary>Neither the demo nor its results need quotes.</summary>
    private static List<IReadOnlyDictionary<string, string>> Read(string path)
    {
        var lines = File.ReadAllLines(path);
        var header = lines[0].Split(',');
        Assert.DoesNotContain(lines, line => line.Contains('"', StringComparison.Ordinal));
        return
        [
            .. lines.Skip(1).Select(line => header.Zip(line.Split(','))
                .ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)),
        ];
    }
}
