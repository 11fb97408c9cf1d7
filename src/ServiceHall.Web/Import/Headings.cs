using System.Text.RegularExpressions;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Import;

/// <summary>
/// Where the headings of a sheet stand, found by their words: below a title, in any order, in one line or in two of
/// which the
/// upper one is shared (窗口 over 编号 and 名称).
/// </summary>
/// <param name="Line">The line of the lower ones; rows below it are data. 0: none were found.</param>
/// <param name="Columns">Which column of the sheet has which heading; hidden ones are not among them.</param>
/// <param name="Hidden">Hidden columns that have a heading which is known.</param>
/// <param name="Unknown">Columns with other words above them, which are not read.</param>
internal sealed partial record Headings(
    int Line, IReadOnlyList<(int Column, TableColumn Is)> Columns,
        IReadOnlyList<(int Column, TableColumn Is)> Hidden, IReadOnlyList<(int Column, string Words)> Unknown)
{
    private const int MostLinesAbove = 30;

    /// <summary>How many of the headings stand there.</summary>
    public int Found => Columns.Select(column => column.Is).Distinct().Count();

    /// <summary>The line of a sheet that has the most of the headings.</summary>
    public static Headings In(Sheet sheet, IReadOnlyList<TableColumn> columns)
    {
        var keys = columns.SelectMany(column => column.AlsoCalled.Prepend(column.Name)
            .Select(name => (Key: Fold.Key(name), Column: column)))
            .DistinctBy(known => known.Key)
                .ToDictionary(known => known.Key, known => known.Column, StringComparer.Ordinal);
        var best = new Headings(0, [], [], []);
        for (var at = 0; at < sheet.Rows.Count && at < MostLinesAbove; at++)
        {
            var row = sheet.Rows[at];
            if (row.IsHidden)
                continue;
            var upper = at > 0 && sheet.Rows[at - 1].Line == row.Line - 1 ? Upper(sheet, sheet.Rows[at - 1]) : [];
            var found = Of(sheet, row, upper, keys);
            if (found.Found > best.Found)
                best = found;
        }

        return best;
    }

    /// <summary>The letters of a column, as sheets show them.</summary>
    public static string Letters(int column)
    {
        var letters = "";
        for (column++; column > 0; column = (column - 1) / 26)
            letters = (char)('A' + ((column - 1) % 26)) + letters;
        return letters;
    }

    private static Headings Of(Sheet sheet, SheetRow row, (string Own, string Reaching)[] upper, Dictionary<string,
        TableColumn> keys)
    {
        var (shown, hidden, unknown) = (new List<(int, TableColumn)>(), new List<(int, TableColumn)>(),
            new List<(int, string)>());
        for (var column = 0; column < Math.Max(row.Cells.Length, upper.Length); column++)
        {
            var (words, above) = (row.At(column).Text, column < upper.Length ? upper[column]
                : (Own: "", Reaching: ""));
            var known = keys.GetValueOrDefault(KeyOf(words.Length > 0 ? above.Reaching + words : above.Own))
                ?? keys.GetValueOrDefault(KeyOf(words));
            if (known is not null && sheet.HiddenColumns.Contains(column))
                hidden.Add((column, known));
            else if (known is not null)
                shown.Add((column, known));
            else if (words.Length > 0)
                unknown.Add((column, words));
        }

        return new Headings(row.Line, shown, hidden, unknown);
    }

    // What stands above each column: its own or merged cell, and where that is empty, the words that reach over it
    // from the left.
    private static (string Own, string Reaching)[] Upper(Sheet sheet, SheetRow row)
    {
        var merged = sheet.Merged.Where(range => range.FirstLine <= row.Line && range.LastLine >= row.Line).ToList();
        var words = new (string Own,
            string Reaching)[Math.Max(row.Cells.Length, merged.Select(range => range.LastColumn + 1).DefaultIfEmpty()
            .Max())];
        var reaching = "";
        for (var column = 0; column < words.Length; column++)
        {
            var over = merged.Find(range => range.FirstColumn <= column && range.LastColumn >= column);
            var own = row.At(over.LastLine == 0 ? column : over.FirstColumn).Text;
            words[column] = (own, reaching = own.Length > 0 ? own : reaching);
        }

        return words;
    }

    // 姓名*, 姓名（必填） and 姓 名 are one.
    private static string KeyOf(string words) => Fold.Key(Remark().Replace(words, "")).Trim('*', ':');

    [GeneratedRegex("[（(【\\[][^）)】\\]]*[）)】\\]]")]
    private static partial Regex Remark();
}
