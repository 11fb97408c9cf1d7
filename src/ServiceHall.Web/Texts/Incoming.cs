using System.Text;

namespace ServiceHall.Web.Texts;

/// <summary>
/// How what people type, paste or import enters. Every text on its way into the database passes here
/// (<c>Store/StoredTexts</c>), so a use case need not remember it; where a use case looks at a text before that, it may
/// clean it itself, as often as it likes.
/// </summary>
internal static class Incoming
{
    /// <summary>
    /// The text as it is kept: composed (NFC), its lines ended by <c>\n</c>, without what nobody sees (marks of direction,
    /// blanks of no width) except where an emoji or an ideograph needs it, without blanks around it.
    /// </summary>
    public static string Clean(string text)
    {
        // What cannot be kept stays as it is, so that its fault is still found.
        if (IsPlain(text) || !Characters.IsSound(text))
            return text.Trim();
        var runes = text.Normalize(NormalizationForm.FormC).EnumerateRunes().ToArray();
        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < runes.Length; at++)
        {
            var before = at > 0 ? runes[at - 1] : default;
            var after = at + 1 < runes.Length ? runes[at + 1] : default;
            if (IsKept(before, runes[at], after))
                clean.Append(Kept(before, runes[at]));
        }

        return clean.ToString().Trim();
    }

    /// <summary>Why a text cannot be kept, in a sentence that names the character; null: it can.</summary>
    public static string? Fault(string text)
    {
        if (IsPlain(text))
            return null;
        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var read) != System.Buffers.OperationStatus.Done)
                return $"{Where(text, at)}有半个字符（U+{(int)text[at]:X4}），多半是从别处复制时截断的。请删去后重新输入这个字。";
            if (Characters.IsNone(rune))
                return $"{Where(text, at)}有一个不是文字的编码（U+{rune.Value:X4}），无法保存和导出。请删去后再提交。";
            if (Characters.IsControl(rune))
                return $"{Where(text, at)}有一个看不见的控制字符（U+{rune.Value:X4}），多半是从别处复制带来的。请删去后再提交。";
            at += read;
        }

        return null;
    }

    private static bool IsKept(Rune before, Rune rune, Rune after) =>
        Characters.IsVariation(rune) ? before.Value > ' ' && !Rune.IsWhiteSpace(before) && !Characters.IsVariation(before)
        : !Characters.IsUnseen(rune) || Characters.JoinsEmoji(before, rune, after);

    // A carriage return and the line feed after it are one end of a line.
    private static string Kept(Rune before, Rune rune) => rune.Value switch
    {
        '\n' when before.Value == '\r' => "",
        '\r' or '\v' or '\f' or 0x85 or 0x2028 or 0x2029 => "\n",
        '\t' => " ",
        _ => rune.ToString(),
    };

    private static string Where(string text, int at)
    {
        var before = Cut.Last(Characters.Sound(text[..at]).Trim(), 6);
        return before.Length == 0 ? "开头" : $"“{before}”之后";
    }

    // What nearly every text is made of: nothing in it is changed or refused, but blanks around it.
    private static bool IsPlain(string text)
    {
        foreach (var unit in text)
        {
            if (unit is not ((>= ' ' and <= '~') or '\n' or (>= '\u4E00' and <= '\u9FFF') or (>= '\u3000' and <= '\u301F') or (>= '\uFF01' and <= '\uFF5E')
                or (>= '\u2010' and <= '\u2027') or '\u00B7' or '\u00D7'))
                return false;
        }

        return true;
    }
}
