using System.Globalization;
using ServiceHall.Rules.Calendar;

namespace ServiceHall.Web.Schedules;

/// <summary>The names of stored periods as people read them.</summary>
internal static class PeriodWords
{
    private const int Shown = 4;

    /// <summary>Periods separated by blanks, such as <c>2026-11-19/am 2026-11-19/pm 2026-11-19</c>; the first few of many.</summary>
    public static string Of(string periods)
    {
        var words = periods.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(One).OfType<string>().Distinct().ToList();
        return words.Count <= Shown ? string.Join("、", words) : $"{string.Join("、", words.Take(Shown))} 等 {words.Count} 项";
    }

    // A name that people cannot read is left out, as is the workday that closes with its afternoon.
    private static string? One(string name) => name.Split('/') switch
    {
        [var day, var part] when DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && DayParts.All.Where(known => known.Code() == part).ToList() is [var found] => $"{date:yyyy-MM-dd} {found.Title()}",
        [var month, _] when month.Length == 7 => month,
        _ => null,
    };
}
