namespace ServiceHall.Rules.Rulebook;

/// <summary>
/// The regulation as dated values. Each value can change on a day; <see cref="On"/> gives what is in force then.
/// Results keep the <see cref="Edition"/> that they were computed with.
/// </summary>
public sealed class HallRulebook
{
    private static readonly Lazy<HallRulebook> HallsOwn = new(ReadBuiltIn);
    private readonly DateOnly[] _starts;
    private readonly RulesInForce[] _inForce;

    internal HallRulebook(string name, string edition, IReadOnlyList<(DateOnly From, RulesInForce Rules)> spans)
    {
        Name = name;
        Edition = edition;
        _starts = [.. spans.Select(span => span.From)];
        _inForce = [.. spans.Select(span => span.Rules)];
    }

    /// <summary>The hall's own rulebook, built into the program (<c>Rulebook/hall.yaml</c>).</summary>
    public static HallRulebook BuiltIn => HallsOwn.Value;

    /// <summary>The built-in rulebook's text, to copy from and to change.</summary>
    public static string BuiltInText
    {
        get
        {
            using var stream = typeof(HallRulebook).Assembly.GetManifestResourceStream("hall.yaml")
                ?? throw new InvalidOperationException("The rulebook hall.yaml is not built in.");
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    /// <summary>What the rulebook is called.</summary>
    public string Name { get; }

    /// <summary>Which edition it is.</summary>
    public string Edition { get; }

    /// <summary>The days on which something changes, in order; the first one holds from the beginning.</summary>
    public IReadOnlyList<DateOnly> Changes => _starts;

    /// <summary>What is in force on a day.</summary>
    public RulesInForce On(DateOnly day)
    {
        var index = Array.BinarySearch(_starts, day);
        // Not found: the complement of the index of the next larger one.
        return _inForce[index >= 0 ? index : ~index - 1];
    }

    private static HallRulebook ReadBuiltIn()
    {
        var read = RulebookReader.Read(BuiltInText, "hall.yaml");
        return read.Rulebook ?? throw new InvalidOperationException(
            "The built-in rulebook is faulty:\n" + string.Join('\n', read.Problems));
    }
}
