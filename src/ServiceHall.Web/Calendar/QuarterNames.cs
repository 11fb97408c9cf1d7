using System.Globalization;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Forms;

namespace ServiceHall.Web.Calendar;

/// <summary>How quarters are written on pages and in addresses.</summary>
internal static class QuarterNames
{
    /// <summary>2026年第四季度.</summary>
    public static string Chinese(this Quarter quarter) => $"{quarter.Year}年第{"一二三四"[quarter.Number - 1]}季度";

    /// <summary>The quarter that a text such as 2026Q4 names; null: none.</summary>
    public static Quarter? Find(string? text) =>
        text is { Length: 6 } && text[4] == 'Q' && text[5] is >= '1' and <= '4'
        && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && AcceptedDays.Holds(new DateOnly(Math.Max(year, 1), 1, 1))
            ? new Quarter(year, text[5] - '0')
            : null;

    /// <summary>The quarters to choose from: the running one and the three before it.</summary>
    public static IReadOnlyList<Quarter> Recent(DateOnly today) =>
        [.. Enumerable.Range(0, 4).Select(back => Quarter.Of(new DateOnly(today.Year, today.Month, 1).AddMonths(-3 * back)))];
}
