using System.Text;

namespace ServiceHall.Web.Texts;

/// <summary>
/// What two ways of writing one thing have in common. Staff numbers, codes of windows and halls and names of units are
/// compared by it and looked up by it; what is shown keeps the form in which it was written.
/// </summary>
internal static class Fold
{
    /// <summary>What counts as a middle dot: • ‧ ∙ ⋅ ・ and the rarer ones; NFKC has made one of the half-width one already.</summary>
    public const string Dots = "\u00B7\u2022\u2027\u2219\u22C5\u30FB\u16EB\u2E31\u2E33\uA78F";

    /// <summary>What counts as a dash.</summary>
    public const string Dashes = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212";

    /// <summary>
    /// The key: full and half width (NFKC), capitals, blanks, what nobody sees, the kinds of middle dot and of dash make no
    /// difference. <c>Ａ１６１</c> and <c>a 161</c> have one key. Empty where nothing is left.
    /// </summary>
    public static string Key(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var rune in Characters.Sound(text).Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Characters.IsUnseen(rune) || Characters.IsVariation(rune))
                continue;
            key.Append(rune.Value switch
            {
                _ when rune.IsBmp && Dots.Contains((char)rune.Value, StringComparison.Ordinal) => "·",
                _ when rune.IsBmp && Dashes.Contains((char)rune.Value, StringComparison.Ordinal) => "-",
                // Nobody's number holds a control; without it, it would be somebody's.
                _ when Rune.IsControl(rune) => "\uFFFD",
                _ => Rune.ToUpperInvariant(rune).ToString(),
            });
        }

        return key.ToString();
    }

    /// <summary>
    /// The key of a text that takes the place of another one. A text that stays keeps the key that it has, which is one of its
    /// own where the database held another that looks alike (<c>Store/FoldedColumns</c>).
    /// </summary>
    public static string KeyOf(string text, string? before, string keyBefore) =>
        keyBefore.Length > 0 && string.Equals(text, before, StringComparison.Ordinal) ? keyBefore : Key(text);

    /// <summary>Whether a text contains another, in whatever way the two are written; nothing is in every text.</summary>
    public static bool Contains(string text, string part) => Key(text).Contains(Key(part), StringComparison.Ordinal);

    /// <summary>Whether two texts mean one thing.</summary>
    public static bool Same(string one, string other) => string.Equals(Key(one), Key(other), StringComparison.Ordinal);
}
