using YamlDotNet.Serialization;

namespace ServiceHall.Rules.Tests;

/// <summary>A row of a scenario table: a sentence of the regulation with inputs and what follows from them.</summary>
public abstract class Row
{
    [YamlMember(Alias = "规定")]
    public string Sentence { get; set; } = "";
}

/// <summary>
/// A table of scenarios from a YAML file beside its test. A key that no row knows fails the reading, so a misspelt
/// input cannot pass unnoticed.
/// </summary>
public sealed class Table<T>
    where T : Row
{
    private readonly Dictionary<string, T> _rows;

    public Table(IReadOnlyCollection<T> rows)
    {
        Assert.NotEmpty(rows);
        // Throws on a sentence that stands twice.
        _rows = rows.ToDictionary(row => row.Sentence, StringComparer.Ordinal);
        Sentences = [.. rows.Select(row => row.Sentence)];
    }

    /// <summary>The sentences, each the name of a test case.</summary>
    public TheoryData<string> Sentences { get; }

    public T this[string sentence] => _rows[sentence];
}

public static class ScenarioFile
{
    /// <summary>Reads a chapter's file, for example <c>Leave/leave.yaml</c>, into the type that names its tables.</summary>
    public static T Read<T>(string path)
    {
        using var text = File.OpenText(Path.Combine(AppContext.BaseDirectory, path));
        return new DeserializerBuilder().Build().Deserialize<T>(text);
    }
}
