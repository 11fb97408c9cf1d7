using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Import;

/// <summary>A cell as people see it.</summary>
/// <param name="Text">What stands there, trimmed; empty: nothing.</param>
/// <param name="Fault">Why what stands there cannot be taken, and how to mend the sheet; null: it can.</param>
/// <param name="Day">The day, where the sheet keeps one: its display may leave out the year.</param>
internal readonly record struct Cell(string Text, string? Fault = null, DateOnly? Day = null)
{
    /// <summary>The word that empties what the hall has. An empty cell empties nothing.</summary>
    public const string Clearing = "（清空）";

    /// <summary>What stands there, trimmed; empty: nothing.</summary>
    public string Text { get => field ?? ""; init; } = Text;

    /// <summary>Whether nothing stands there.</summary>
    public bool IsEmpty => Text.Length == 0 && Fault is null;

    /// <summary>Whether a text is the word that empties, with whatever brackets.</summary>
    public static bool Clears(string text) => Fold.Key(text) == Fold.Key(Clearing);
}
