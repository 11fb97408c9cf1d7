using System.Globalization;
using System.Text;
using ServiceHall.Web.Forms;
using ServiceHall.Web.Import;

namespace ServiceHall.Web.People.Import;

/// <summary>A row whose every cell was understood. What is null stood empty and leaves alone what the hall
/// has.</summary>
/// <param name="ClearsSite">Whether the hall of the window is to be emptied, by the word for it.</param>
/// <param name="ClearsTo">Whether the last day is to be emptied.</param>
internal sealed record GoodRow(
    int Line, string Number, string Name, string Unit, string WindowCode, string WindowName, string? SiteCode,
        bool ClearsSite,
    PostRole? Role, PostKind? Kind, DateOnly From, DateOnly? To, bool ClearsTo);

/// <summary>Understands the cells of one row by themselves.</summary>
internal static class ReadRow
{
    private static readonly string[] DateForms =
        ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd", "yyyy-M-d H:mm:ss", "yyyy/M/d H:mm:ss"];

    /// <summary>The row, or null with what is wrong in <paramref name="faults"/>.</summary>
    public static GoodRow? Of(FileRow row, List<CellFault> faults)
    {
        faults.AddRange(row.Unreadable ?? []);
        if (faults.Count > 0)
            return null;
        foreach (var (column, text) in Kept(row).Where(cell => Cell.Clears(cell.Text)))
            Check(faults, column, $"这一列不能清空；能写“{Cell.Clearing}”的只有大厅编号和离岗日期");
        Check(faults, "工号", PeopleFaults.OfId(row.Number, "工号"));
        Check(faults, "姓名", PeopleFaults.OfName(row.Name, "姓名"));
        Check(faults, "单位", PeopleFaults.OfName(row.Unit, "单位名称"));
        Check(faults, "窗口编号", PeopleFaults.OfId(row.WindowCode, "窗口编号"));
        Check(faults, "窗口名称", PeopleFaults.OfName(row.WindowName, "窗口名称"));
        PostRole? role = row.Role switch { "工作人员" => PostRole.Staff, "负责人" => PostRole.Leader, _ => null };
        PostKind? kind = row.Kind switch { "正式" => PostKind.Regular, "临时" => PostKind.Temporary, "替班" =>
            PostKind.Substitute, _ => null };
        Check(faults, "岗位", row.Role.Length > 0 && role is null ? $"“{row.Role}”应为 工作人员 或 负责人" : null);
        Check(faults, "类别", row.Kind.Length > 0 && kind is null ? $"“{row.Kind}”应为 正式、临时 或 替班" : null);
        var (clearsSite, clearsTo) = (Cell.Clears(row.SiteCode), Cell.Clears(row.To));
        var from = Date(row.From);
        var to = clearsTo ? null : Date(row.To);
        Check(faults, "到岗日期", from is null ? $"“{row.From}”应为日期，如 2026-01-04" : null);
        Check(faults, "离岗日期", row.To.Length > 0 && to is null && !clearsTo ? $"“{row.To}”应为日期，如 2026-12-31，或留空"
            : null);
        Check(faults, "离岗日期", to < from ? "不能早于到岗日期" : null);
        return faults.Count > 0
            ? null
            : new GoodRow(
                row.Line, row.Number, row.Name, row.Unit, row.WindowCode, row.WindowName, row.SiteCode.Length == 0
                    || clearsSite ? null : row.SiteCode, clearsSite,
                role, kind, from!.Value, to, clearsTo);
    }

    private static (string Column, string Text)[] Kept(FileRow row) =>
    [
        ("工号", row.Number), ("姓名", row.Name), ("单位", row.Unit), ("窗口编号", row.WindowCode), ("窗口名称", row.WindowName),
            ("岗位", row.Role), ("类别", row.Kind), ("到岗日期", row.From),
    ];

    private static void Check(List<CellFault> faults, string column, string? fault)
    {
        if (fault is not null && faults.TrueForAll(known => known.Column != column))
            faults.Add(new CellFault(column, fault));
    }

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text.Normalize(NormalizationForm.FormKC), DateForms, CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var day) && AcceptedDays.Holds(day) ? day : null;
}
