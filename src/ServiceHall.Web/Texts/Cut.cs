using System.Globalization;

namespace ServiceHall.Web.Texts;

/// <summary>
/// Cuts texts where people see one character end and the next begin (a grapheme), so that no sign is torn: <c>𠮷</c> is two
/// UTF-16 units, <c>葛󠄀</c> three, a family of emoji eight. Nothing else in the hall cuts what people wrote.
/// </summary>
internal static class Cut
{
    private const string Sign = "…";

    /// <summary>The text, or its beginning and <c>…</c>: at most so many UTF-16 units, since columns hold those.</summary>
    public static string To(string text, int most) =>
        text.Length <= most ? text : string.Concat(text.AsSpan(0, EndWithin(text, most - Sign.Length)), Sign);

    /// <summary>The text or its beginning, without a sign that something is missing.</summary>
    public static string Bare(string text, int most) => text.Length <= most ? text : text[..EndWithin(text, most)];

    /// <summary>Its first character as people see it; nothing of an empty text.</summary>
    public static string First(string text) => StringInfo.GetNextTextElement(text);

    /// <summary>The text, or <c>…</c> and the last so many characters as people see them.</summary>
    public static string Last(string text, int shown)
    {
        var starts = StringInfo.ParseCombiningCharacters(text);
        return starts.Length <= shown ? text : Sign + text[starts[^shown]..];
    }

    /// <summary>How many characters people see.</summary>
    public static int Count(string text) => StringInfo.ParseCombiningCharacters(text).Length;

    private static int EndWithin(string text, int most)
    {
        var end = 0;
        while (end < text.Length && StringInfo.GetNextTextElementLength(text.AsSpan(end)) is var next && end + next <= most)
            end += next;
        // One sign that is longer than all the room (letters under a heap of marks) is cut between its marks.
        return end > 0 || most <= 0 ? end : most - (char.IsHighSurrogate(text[most - 1]) ? 1 : 0);
    }
}
