namespace ServiceHall.Web.LongWork;

/// <summary>The kinds of long work that this version of the program knows.</summary>
internal sealed class WorkKinds(IEnumerable<ILongWork> kinds)
{
    private readonly Dictionary<string, ILongWork> _kinds = kinds.ToDictionary(kind => kind.Code, StringComparer.Ordinal);

    /// <summary>The kind of a code; null: this version has none.</summary>
    public ILongWork? Find(string code) => _kinds.GetValueOrDefault(code);

    /// <summary>What people call a kind; the code itself where this version has none.</summary>
    public string Title(string code) => Find(code)?.Title ?? code;
}
