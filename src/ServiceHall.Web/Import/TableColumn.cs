using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Import;

/// <summary>A column that an import reads.</summary>
/// <param name="Name">Its heading in the template.</param>
/// <param name="IsRequired">Whether a table without it is refused.</param>
/// <param name="AlsoCalled">Other words that people write above it.</param>
internal sealed record TableColumn(string Name, bool IsRequired, params string[] AlsoCalled)
{
    /// <summary>Whether words are this column's heading, however they are written.</summary>
    public bool IsCalled(string key) => Fold.Key(Name) == key
        || Array.Exists(AlsoCalled, also => Fold.Key(also) == key);
}
