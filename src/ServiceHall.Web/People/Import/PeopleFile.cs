using ServiceHall.Web.Accounts;
using ServiceHall.Web.Import;

namespace ServiceHall.Web.People.Import;

/// <summary>One row of the file as people see it; texts are trimmed.</summary>
/// <param name="Line">The row's number in the file, from 1 on.</param>
/// <param name="Unreadable">Cells of which nobody can say what they hold; null: none.</param>
/// <param name="IsHidden">Whether the sheet hides the row.</param>
internal sealed record FileRow(
    int Line, string Number, string Name, string Unit, string WindowCode, string WindowName, string SiteCode,
        string Role, string Kind, string From, string To,
    IReadOnlyList<CellFault>? Unreadable = null, bool IsHidden = false);

/// <summary>A list of people in a file: which columns it has, and its rows.</summary>
/// <param name="Table">Where it was read, and what was not read.</param>
internal sealed record PeopleFile(Table Table, IReadOnlyList<FileRow> Rows)
{
    /// <summary>Stands in place of a staff number in the template's example, which is never imported.</summary>
    public const string Example = "示例";

    /// <summary>The columns, in the template's order.</summary>
    public static IReadOnlyList<TableColumn> Columns { get; } =
    [
        new("工号", true, "员工编号", "人员编号", "职工号", "员工号"), new("姓名", true, "人员姓名", "名字"),
            new("单位", true, "窗口单位", "所属单位", "单位名称", "派驻单位"),
        new("窗口编号", true, "窗口号", "窗口代码"), new("窗口名称", true, "窗口名"), new("大厅编号", false, "大厅", "大厅代码"),
            new("岗位", true, "职务", "角色"),
        new("到岗日期", true, "到岗时间", "入驻日期", "任职开始", "开始日期"), new("类别", false, "人员类别"),
            new("离岗日期", false, "离岗时间", "任职结束", "结束日期"),
    ];

    /// <summary>The headings, in the template's order.</summary>
    public static IReadOnlyList<string> Headers { get; } = [.. Columns.Select(column => column.Name)];

    /// <summary>Reads every row that holds anything.</summary>
    /// <param name="sheet">The sheet that was chosen; null: the one that has the headings.</param>
    public static Answer<PeopleFile> Read(byte[] bytes, string? sheet = null)
    {
        var table = Table.Read(bytes, Columns, sheet);
        if (table.Refusal is { } refusal)
            return refusal;
        var rows = table.Value.Rows.Where(row => !row["工号"].Text.StartsWith(Example, StringComparison.Ordinal))
            .ToList();
        var examples = table.Value.Rows.Count - rows.Count;
        return new PeopleFile(
            examples == 0 ? table.Value
                : table.Value with { Notes = [.. table.Value.Notes, $"工号写着“{Example}”的 {examples} 行是填写示例，不导入。"] },
            [.. rows.Select(Row)]);
    }

    private static FileRow Row(TableRow row)
    {
        CellFault[] faults = [.. Headers.Where(header => row[header].Fault is not null)
            .Select(header => new CellFault(header, row[header].Fault!))];
        return new FileRow(
            row.Line, row["工号"].Text, row["姓名"].Text, row["单位"].Text, row["窗口编号"].Text, row["窗口名称"].Text,
                row["大厅编号"].Text, row["岗位"].Text, row["类别"].Text,
            Day(row["到岗日期"]), Day(row["离岗日期"]), faults.Length > 0 ? faults : null, row.IsHidden);
    }

    private static string Day(Cell cell) =>
        cell.Day is { } day ? day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
            : cell.Text;
}
