using System.Globalization;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Forms;

namespace ServiceHall.Web.Attendance.Months;

/// <summary>How months and half days are written in addresses and on pages.</summary>
internal static class MonthNames
{
    private const int MonthsBack = 24;

    /// <summary>2026 年 11 月.</summary>
    public static string Chinese(this YearMonth month) => $"{month.Year} 年 {month.Month} 月";

    /// <summary>本月 while it runs, otherwise its name.</summary>
    public static string Chinese(this YearMonth month, DateOnly today) => month == YearMonth.Of(today) ? "本月" : month.Chinese();

    /// <summary>The month so many months later.</summary>
    public static YearMonth Add(this YearMonth month, int months) => YearMonth.Of(month.Days.First.AddMonths(months));

    /// <summary>The month that a text such as 2026-11 names; null: none.</summary>
    public static YearMonth? Find(string? text) =>
        AcceptedDays.Month(text) is { } first ? YearMonth.Of(first) : null;

    /// <summary>The months to choose from, the latest first: this one, those of the two years before it, and the one that is shown.</summary>
    public static IEnumerable<YearMonth> Recent(DateOnly today, YearMonth shown) =>
        Enumerable.Range(0, MonthsBack).Select(back => YearMonth.Of(today).Add(-back)).Append(shown).Distinct().OrderDescending();

    /// <summary>The half day that a text such as 2026-11-19/am names; null: none.</summary>
    public static (DateOnly Day, DayPart Part)? HalfDay(string? text) =>
        text is { Length: 13 } && text[10] == '/' && AcceptedDays.Day(text[..10]) is { } day
        && DayParts.All.Where(part => text.EndsWith(part.Code(), StringComparison.Ordinal)).ToList() is [var only]
            ? (day, only)
            : null;

    /// <summary>Such as 2026-11-19/am.</summary>
    public static string HalfDay(DateOnly day, DayPart part) => string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}/{part.Code()}");

    /// <summary>The id that a text is; null: none.</summary>
    public static int? Id(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>一 for Monday.</summary>
    public static char Weekday(this DateOnly day) => "日一二三四五六"[(int)day.DayOfWeek];
}
