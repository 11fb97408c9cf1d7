using System.Text.RegularExpressions;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Hosting;

/// <summary>
/// The text of a statement without values. Statements carry them as parameters; this is for the one that somebody
/// writes out one day.
/// </summary>
internal static partial class SqlText
{
    private const int Longest = 2000;

    /// <summary>Texts, numbers and comments become question marks; parameters (<c>$1</c>, <c>@id</c>) stay.</summary>
    public static string WithoutValues(string sql)
    {
        // Cut first: a text that is cut in the middle has no end, and is taken to the end.
        var text = Values().Replace(Cut.Bare(sql, Longest), "?");
        return sql.Length > Longest ? text + "…" : text;
    }

    // A number in a name, quoted or not, or in a parameter belongs to it.
    [GeneratedRegex("""'(?:[^'\\]|''|\\.)*(?:'|$)|\$(?<tag>\w*)\$.*?(?:\$\k<tag>\$|$)|--[^\n]*|/\*.*?(?:\*/|$)|(?<![\w$@."])\d+(?:\.\d+)?(?![\w"])""",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Values();
}
