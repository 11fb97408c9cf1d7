using System.Text;

namespace ServiceHall.Web.Texts;

/// <summary>
/// How texts leave the hall in files: a row that holds a character which no file may hold spoils no file. It stands there as
/// <c>U+FFFD</c>, which people see as a sign that something is wrong with that name.
/// </summary>
internal static class Outgoing
{
    // What Windows does not take in the name of a file, beside the slash.
    private static readonly System.Buffers.SearchValues<char> NotInNames = System.Buffers.SearchValues.Create("/\\:*?\"<>|");

    /// <summary>For documents made of XML (workbooks, documents, charts): the characters of XML 1.0.</summary>
    public static string Xml(string text) => Replaced(text, rune => Characters.IsNone(rune) || (Rune.IsControl(rune) && rune.Value is not ('\t' or '\n' or '\r')));

    /// <summary>For a field of a file that programs read line by line.</summary>
    public static string Field(string text) => Replaced(text, rune => Characters.IsNone(rune) || Rune.IsControl(rune));

    /// <summary>For the name of a file, or of one inside an archive: one name, not a path, and none that a system refuses.</summary>
    public static string FileName(string text)
    {
        var name = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Characters.IsNone(rune) || Rune.IsControl(rune) || Characters.IsUnseen(rune) || (rune.IsAscii && NotInNames.Contains((char)rune.Value)))
                name.Append('_');
            else
                name.Append(rune.ToString());
        }

        return name.ToString().Trim(' ', '.') is { Length: > 0 } named ? named : "_";
    }

    private static string Replaced(string text, Predicate<Rune> isNotFit)
    {
        var changed = false;
        var fit = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // Half a pair comes as the replacement already.
            changed |= isNotFit(rune) || rune == Rune.ReplacementChar;
            fit.Append((isNotFit(rune) ? Rune.ReplacementChar : rune).ToString());
        }

        return changed ? fit.ToString() : text;
    }
}
