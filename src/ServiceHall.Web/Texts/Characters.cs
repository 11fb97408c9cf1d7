using System.Globalization;
using System.Text;

namespace ServiceHall.Web.Texts;

/// <summary>Which characters are what. A text may hold halves of surrogate pairs; those count as <c>U+FFFD</c>.</summary>
internal static class Characters
{
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>
    /// Whether nobody sees it: marks of direction, joiners, blanks of no width, fillers. An emoji or an ideograph may need the
    /// variation after it, and emoji what joins them, so <see cref="IsVariation"/> is none of these.
    /// </summary>
    public static bool IsUnseen(Rune rune) =>
        rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x3164 or 0xFFA0
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;

    /// <summary>Whether it chooses a form of the character before it: <c>葛󠄀</c>, <c>❤️</c>.</summary>
    public static bool IsVariation(Rune rune) => rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    /// <summary>Whether it stands between two emoji that make one: <c>👨‍👩‍👧</c>; or spells a flag: <c>🏴󠁧󠁢󠁥󠁮󠁧󠁿</c>.</summary>
    public static bool JoinsEmoji(Rune before, Rune rune, Rune after) => rune.Value switch
    {
        ZeroWidthJoiner => (IsPictured(before) || IsVariation(before)) && IsPictured(after),
        >= 0xE0020 and <= 0xE007F => IsPictured(before) || before.Value is >= 0xE0020 and <= 0xE007E,
        _ => false,
    };

    /// <summary>Whether Unicode says that it is no character, or it is a half of one.</summary>
    public static bool IsNone(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;

    /// <summary>Whether it is a control other than a tab and what ends a line or a page.</summary>
    public static bool IsControl(Rune rune) => Rune.IsControl(rune) && rune.Value is not ((>= '\t' and <= '\r') or 0x85);

    /// <summary>The text with <c>U+FFFD</c> in place of halves of surrogate pairs and of what is no character.</summary>
    public static string Sound(string text)
    {
        if (IsSound(text))
            return text;
        var sound = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            sound.Append((IsNone(rune) ? Rune.ReplacementChar : rune).ToString());
        return sound.ToString();
    }

    /// <summary>Whether it has neither halves of surrogate pairs nor what is no character.</summary>
    public static bool IsSound(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var read) != System.Buffers.OperationStatus.Done || IsNone(rune))
                return false;
            text = text[read..];
        }

        return true;
    }

    private static bool IsPictured(Rune rune) =>
        rune.Value is (>= 0x1F000 and <= 0x1FAFF) or (>= 0x2190 and <= 0x2BFF);
}
