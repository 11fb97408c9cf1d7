using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ServiceHall.Rules.Calendar;

namespace ServiceHall.Web.Shell;

/// <summary>
/// What is stored in a form that programs compare, as people read it: references of half days, months and quarters,
/// files that were taken, network addresses. Pages show it; what is stored stays as it is.
/// </summary>
internal static partial class ReadableText
{
    /// <summary>A text in which references and files are written out. What is none of these stays.</summary>
    public static string Of(string text)
    {
        text = Slot().Replace(text, slot => Day(slot) + Part(slot) + slot.Groups["action"].Value switch
        {
            "in" => " 签到",
            "out" => " 签退",
            _ => "",
        });
        text = QuarterName().Replace(text, found => $"{found.Groups[1].Value}年第{"一二三四"[found.Groups[2].Value[0] - '1']}季度");
        text = MonthName().Replace(text, found => $"{found.Groups[1].Value}年{Number(found.Groups[2])}月");
        return File().Replace(text, found => Form(found.Groups["form"].Value) + "，" + found.Groups["count"].Value
            + (found.Groups["unit"].Value.StartsWith("file", StringComparison.Ordinal) ? " 个文件" : " 行"));
    }

    /// <summary>Where somebody acted from: this machine by its name, an IPv4 address as such also where it is wrapped.</summary>
    public static string Address(string address)
    {
        if (address is "local")
            return "本机";
        if (address is "server")
            return "服务器命令";
        if (address is "demonstration")
            return "演示";
        if (!IPAddress.TryParse(address, out var parsed))
            return address;
        if (parsed.IsIPv4MappedToIPv6)
            parsed = parsed.MapToIPv4();
        return IPAddress.IsLoopback(parsed) ? "本机" : parsed.ToString();
    }

    private static string Day(Match slot) =>
        $"{slot.Groups["year"].Value}年{Number(slot.Groups["month"])}月{Number(slot.Groups["day"])}日";

    private static string Part(Match slot) => " " + DayParts.All.Single(part => part.Code() == slot.Groups["part"].Value).Title();

    private static string Number(Group digits) =>
        int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    private static string Form(string form) => form switch
    {
        "xlsx" => "工作簿（xlsx）",
        "docx" => "文档（docx）",
        "zip" => "压缩包（zip）",
        "print" => "打印页",
        _ => form,
    };

    [GeneratedRegex(@"\b(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})/(?<part>am|pm)(?:/(?<action>in|out))?(?![\w/])")]
    private static partial Regex Slot();

    [GeneratedRegex(@"\b(\d{4})Q([1-4])\b")]
    private static partial Regex QuarterName();

    // A month that stands alone, not the beginning of a day.
    [GeneratedRegex(@"(?<![\d-])(\d{4})-(0[1-9]|1[0-2])(?![\d-])")]
    private static partial Regex MonthName();

    [GeneratedRegex(@"\b(?<form>[a-z]{3,5}), (?<count>\d+) (?<unit>rows?|files?)\b")]
    private static partial Regex File();
}
