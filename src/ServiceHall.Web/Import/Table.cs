using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Import;

/// <summary>A table whose columns are known.</summary>
/// <param name="Sheet">The sheet that it stands in; empty: the file has no sheets.</param>
/// <param name="Sheets">All visible sheets, for whoever wants another one.</param>
/// <param name="Notes">What of the file was not read, in sentences.</param>
internal sealed record Table(string Sheet, IReadOnlyList<string> Sheets, IReadOnlyList<string> Notes,
    IReadOnlyList<TableRow> Rows)
{
    private const int GreatestRows = 20_000;

    /// <summary>Reads the sheet that was chosen, or the one that has the most of the headings.</summary>
    /// <param name="chosen">Its name; null: nobody has chosen.</param>
    public static Answer<Table> Read(byte[] bytes, IReadOnlyList<TableColumn> columns, string? chosen = null)
    {
        var file = ReadSheets.Of(bytes);
        if (file.Refusal is { } unreadable)
            return unreadable;
        var sheets = file.Value.Sheets;
        var found = sheets.Where(sheet => chosen is null || sheet.Name == chosen)
            .Select(sheet => (Sheet: sheet, Headings: Headings.In(sheet, columns)))
                .MaxBy(sheet => sheet.Headings.Found);
        if (found.Sheet is null)
            return new Refusal($"文件里没有工作表“{chosen}”。请重新选择。");
        if (sheets.All(sheet => sheet.Rows.Count == 0))
            return new Refusal("文件是空的。请下载模板，在标题行下面填写。");
        if (FaultOf(found.Headings, columns) is { } fault)
            return fault;
        var rows = RowsOf(found.Sheet, found.Headings);
        if (rows.Count > GreatestRows)
            return new Refusal($"一次最多导入 {GreatestRows} 行，请把文件分成几份。");
        return rows.Count == 0
            ? new Refusal("文件只有标题行，没有内容。请在标题行下面填写。")
            : new Table(found.Sheet.Name, [.. sheets.Select(sheet => sheet.Name)],
                [.. NotesOf(file.Value, found.Sheet, found.Headings)], rows);
    }

    private static Refusal? FaultOf(Headings headings, IReadOnlyList<TableColumn> columns)
    {
        var twice = headings.Columns.GroupBy(column => column.Is).FirstOrDefault(same => same.Count() > 1);
        if (twice is not null)
        {
            var letters = string.Join(" 和 ", twice.Select(column => Headings.Letters(column.Column) + " 列"));
            return new Refusal($"有 {twice.Count()} 列都是“{twice.Key.Name}”：{letters}，无法判断以哪一列为准，没有读取。请只保留一列，或改掉另一列的标题。");
        }

        var missing = columns.Where(column => column.IsRequired && headings.Columns.All(there => there.Is != column))
            .ToList();
        if (missing.Count == 0)
            return null;
        var hidden = headings.Hidden.Where(column => missing.Contains(column.Is))
            .Select(column => $"{Headings.Letters(column.Column)} 列“{column.Is.Name}”").ToList();
        return new Refusal(
            $"标题行缺少这些列：{string.Join("、", missing.Select(column => column.Name))}。列名须与模板一致，顺序不限，标题行上面可以有表名。"
            + (hidden.Count > 0 ? $"（{string.Join("、", hidden)}是隐藏的，取消隐藏后再上传。）" : ""));
    }

    private static List<TableRow> RowsOf(Sheet sheet, Headings headings)
    {
        var heading = sheet.Rows.First(row => row.Line == headings.Line);
        // A long table that was printed has its headings on each page.
        bool IsAgain(SheetRow row) =>
            headings.Columns.All(column => row.At(column.Column).Text == heading.At(column.Column).Text);
        return
        [
            .. sheet.Rows.Where(row => row.Line > headings.Line && !IsAgain(row))
                .Select(row => new TableRow(row.Line, row.IsHidden,
                    headings.Columns.ToDictionary(column => column.Is.Name, column => row.At(column.Column))))
                .Where(row => row.Cells.Values.Any(cell => !cell.IsEmpty)),
        ];
    }

    private static IEnumerable<string> NotesOf(SheetFile file, Sheet read, Headings headings)
    {
        if (file.Hidden.Count > 0)
            yield return $"隐藏的工作表不读取：{string.Join("、", file.Hidden)}。";
        var others = file.Sheets.Where(sheet => sheet != read && sheet.Rows.Count > 0).Select(sheet => sheet.Name).ToList();
        if (others.Count > 0)
            yield return $"其他工作表没有读取：{string.Join("、", others)}。";
        if (headings.Unknown.Count > 0)
            yield return $"没有用到的列：{Named(headings.Unknown)}。";
        if (headings.Hidden.Count > 0)
            yield return $"隐藏的列不读取：{Named(headings.Hidden.Select(column => (column.Column, column.Is.Name)))}。";
    }

    private static string Named(IEnumerable<(int Column, string Words)> columns) =>
        string.Join("、", columns.Select(column => $"{Headings.Letters(column.Column)} 列“{column.Words}”"));
}

/// <summary>A row of a table.</summary>
/// <param name="Line">Its number as the sheet shows it, from 1 on.</param>
/// <param name="IsHidden">Whether people do not see it in the sheet.</param>
/// <param name="Cells">By the names of the columns that the table has.</param>
internal sealed record TableRow(int Line, bool IsHidden, IReadOnlyDictionary<string, Cell> Cells)
{
    /// <summary>The cell below a heading; empty where the table has no such column.</summary>
    public Cell this[string column] => Cells.TryGetValue(column, out var cell) ? cell : new Cell("");
}
