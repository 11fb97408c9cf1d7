using ServiceHall.Web.Texts;

namespace ServiceHall.Web.People.Import;

/// <summary>
/// Things that files name by a number, a code or a name, however it is written: Ａ１６１ and a161 are one. Of several that look
/// alike, which a database of a version before may hold, a file means the one that it writes exactly so.
/// </summary>
internal sealed class KnownThings<T>(IEnumerable<T> things, Func<T, string> name)
    where T : class
{
    private readonly Dictionary<string, List<T>> _things = things.GroupBy(thing => Fold.Key(name(thing)), StringComparer.Ordinal)
        .ToDictionary(alike => alike.Key, alike => alike.ToList(), StringComparer.Ordinal);

    /// <summary>The thing that a text names; null: none, or nobody can say which.</summary>
    public T? Find(string written) => Alike(written) switch
    {
        [] => null,
        [var one] => one,
        var several => Exactly(several, written),
    };

    /// <summary>Why nobody can say which thing a text names; null: it names one, or none.</summary>
    public string? Ambiguity(string written) => Alike(written) is { Count: > 1 } several && Exactly(several, written) is null
        ? $"“{written}”与大厅已有的{string.Join('、', several.Select(thing => $"“{name(thing)}”"))}都相像，无法判断是哪一个；请照其中一个的原样写"
        : null;

    /// <summary>The same for texts that name one thing.</summary>
    public string Key(string written) => Alike(written) is { Count: > 1 } ? written : Fold.Key(written);

    /// <summary>One that the file brings.</summary>
    public void Add(T thing) => _things.Add(Fold.Key(name(thing)), [thing]);

    private List<T> Alike(string written) => _things.GetValueOrDefault(Fold.Key(written)) ?? [];

    private T? Exactly(List<T> several, string written) =>
        several.Find(thing => string.Equals(name(thing), written, StringComparison.Ordinal));
}
