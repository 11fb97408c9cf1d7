using System.Globalization;
using ServiceHall.Web.Forms;

namespace ServiceHall.Web.People.Import;

/// <summary>A row whose every cell was understood.</summary>
internal sealed record GoodRow(
    int Line, string Number, string Name, string Unit, string WindowCode, string WindowName, string? SiteCode, PostRole Role, PostKind Kind, DateOnly From, DateOnly? To);

/// <summary>Understands the cells of one row by themselves.</summary>
internal static class ReadRow
{
    private static readonly string[] DateForms = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyy-M-d H:mm:ss", "yyyy/M/d H:mm:ss"];

    /// <summary>The row, or null with what is wrong in <paramref name="faults"/>.</summary>
    public static GoodRow? Of(FileRow row, List<CellFault> faults)
    {
        Check(faults, "工号", PeopleFaults.OfId(row.Number, "工号"));
        Check(faults, "姓名", PeopleFaults.OfName(row.Name, "姓名"));
        Check(faults, "单位", PeopleFaults.OfName(row.Unit, "单位名称"));
        Check(faults, "窗口编号", PeopleFaults.OfId(row.WindowCode, "窗口编号"));
        Check(faults, "窗口名称", PeopleFaults.OfName(row.WindowName, "窗口名称"));
        PostRole? role = row.Role switch { "工作人员" or "" => PostRole.Staff, "负责人" => PostRole.Leader, _ => null };
        PostKind? kind = row.Kind switch { "正式" or "" => PostKind.Regular, "临时" => PostKind.Temporary, "替班" => PostKind.Substitute, _ => null };
        Check(faults, "岗位", role is null ? $"“{row.Role}”应为 工作人员 或 负责人" : null);
        Check(faults, "类别", kind is null ? $"“{row.Kind}”应为 正式、临时 或 替班" : null);
        var from = Date(row.From);
        var to = Date(row.To);
        Check(faults, "到岗日期", from is null ? $"“{row.From}”应为日期，如 2026-01-04" : null);
        Check(faults, "离岗日期", row.To.Length > 0 && to is null ? $"“{row.To}”应为日期，如 2026-12-31，或留空" : null);
        Check(faults, "离岗日期", to < from ? "不能早于到岗日期" : null);
        return faults.Count > 0
            ? null
            : new GoodRow(
                row.Line, row.Number, row.Name, row.Unit, row.WindowCode, row.WindowName, row.SiteCode.Length == 0 ? null : row.SiteCode,
                role!.Value, kind!.Value, from!.Value, to);
    }

    private static void Check(List<CellFault> faults, string column, string? fault)
    {
        if (fault is not null)
            faults.Add(new CellFault(column, fault));
    }

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && AcceptedDays.Holds(day) ? day : null;
}
