using System.Globalization;
using System.Text.RegularExpressions;
using ExcelNumberFormat;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Import;

/// <summary>
/// What people see in a cell of a workbook: a number in its format, a day in its form, a truth value as its word.
/// What nobody
/// can read any more (a number that lost digits, an error of a formula) is a fault of the cell.
/// </summary>
internal static partial class SeenCell
{
    private const int GreatestText = 200;

    // A workbook keeps fifteen digits of a number; without a format it shows eleven.
    private const double KeptDigits = 1e15;
    private const double ShownDigits = 1e11;

    // What the numbers of formats that depend on the language mean in Chinese (ECMA-376, 18.8.30).
    private static readonly Dictionary<int, string> Local = new()
    {
        [14] = "yyyy/m/d", [22] = "yyyy/m/d h:mm", [30] = "m-d-yy", [31] = YearMonthDay, [32] = "h\"时\"mm\"分\"",
            [33] = "h\"时\"mm\"分\"ss\"秒\"",
        [27] = YearMonth, [36] = YearMonth, [50] = YearMonth, [52] = YearMonth, [57] = YearMonth,
        [28] = MonthDay, [29] = MonthDay, [51] = MonthDay, [53] = MonthDay, [54] = MonthDay, [58] = MonthDay,
    };

    private const string YearMonthDay = "yyyy\"年\"m\"月\"d\"日\"";
    private const string YearMonth = "yyyy\"年\"m\"月\"";
    private const string MonthDay = "m\"月\"d\"日\"";

    /// <param name="value">As the workbook keeps it; of a formula its last result. Null: nothing.</param>
    /// <param name="index">The number of its format; those below 164 are given by the standard.</param>
    /// <param name="format">Its format; null: none.</param>
    public static Cell Of(object? value, int index, string? format) => value switch
    {
        null => new Cell(""),
        string text => OfText(text),
        bool truth => new Cell(truth ? "TRUE" : "FALSE"),
        DateTime at => OfDate(at, Local.GetValueOrDefault(index, format ?? YearMonthDay)),
        TimeSpan length => Formatted(length, format ?? "[h]:mm:ss"),
        IConvertible number => OfNumber(number.ToDouble(CultureInfo.InvariantCulture), index, format),
        _ => OfText(value.ToString() ?? ""),
    };

    /// <summary>A text of a workbook or a plain file.</summary>
    public static Cell OfText(string text)
    {
        text = Incoming.Clean(text);
        return text.Length > GreatestText ? new Cell(Cut.To(text, 20), $"这个单元格超过 {GreatestText} 个字，请缩短。")
            : FormulaError().IsMatch(text) ? new Cell(text, $"公式出错，结果是 {text}。请在表里改正公式，或直接填写内容。")
            : new Cell(text);
    }

    private static Cell OfNumber(double number, int index, string? format)
    {
        if (Local.TryGetValue(index, out var local) && number is >= 1 and < 2_958_466)
            return OfDate(DateTime.FromOADate(number), local);
        if (!double.IsFinite(number) || Math.Abs(number) >= KeptDigits)
        {
            return new Cell(
                number.ToString("0.#####E+0", CultureInfo.InvariantCulture),
                "这个单元格存的是数字，表格软件只保留 15 位，后面的位数已经丢失。请先把这一列设为“文本”格式，再重新填写完整的号码。");
        }

        var isPlain = string.IsNullOrEmpty(format) || format is "General" or "@";
        if (isPlain && Math.Abs(number) >= ShownDigits)
            return OfScientific(number.ToString("0.#####E+0", CultureInfo.InvariantCulture));
        return isPlain ? new Cell(Plain(number)) : Formatted(number, format!);
    }

    private static Cell OfDate(DateTime at, string format) =>
        Formatted(at, format) is { Fault: null } seen && at.Year >= 1900
            ? seen with { Day = DateOnly.FromDateTime(at) } : Formatted(at, format);

    private static Cell Formatted(object value, string format)
    {
        try
        {
            var form = new NumberFormat(format);
            var text = form.IsValid ? form.Format(value, CultureInfo.InvariantCulture).Trim()
                : value is double number ? Plain(number) : "";
            return ScientificNumber().IsMatch(text) ? OfScientific(text) : form.IsValid || text.Length > 0
                ? OfText(text) : Unreadable(format);
        }
        catch (Exception fault) when (fault is ArgumentException or OverflowException or FormatException)
        {
            return Unreadable(format);
        }
    }

    private static Cell Unreadable(string format) => new("", $"读不出这个单元格的格式“{format}”。请把这一列设为“文本”格式，再重新填写。");

    private static Cell OfScientific(string text) =>
        new(text, $"这个单元格是数字，表里显示成 {text} 这样的形式，看不出完整的号码。请把这一列设为“文本”格式，再重新填写。");

    private static string Plain(double number) =>
        double.IsInteger(number) ? number.ToString("F0", CultureInfo.InvariantCulture)
            : number.ToString("G10", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex FormulaError();

    [GeneratedRegex(@"^-?\d(\.\d+)?E[+-]?\d+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ScientificNumber();
}
