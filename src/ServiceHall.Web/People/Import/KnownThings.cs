using ServiceHall.Web.Texts;

namespace ServiceHall.Web.People.Import;

/// <summary>Things that files name by a number, a code or a name, however it is written: Ａ１６１ and a161 are one.</summary>
internal sealed class KnownThings<T>(IEnumerable<T> things, Func<T, string> name)
    where T : class
{
    private readonly Dictionary<string, T> _things = things.ToDictionary(thing => Fold.Key(name(thing)), StringComparer.Ordinal);

    /// <summary>The thing that a text names; null: none.</summary>
    public T? Find(string written) => _things.GetValueOrDefault(Fold.Key(written));

    /// <summary>One that the file brings.</summary>
    public void Add(T thing) => _things.Add(Fold.Key(name(thing)), thing);
}
