using System.Globalization;

namespace ServiceHall.Cli.Tests.Reference;

/// <summary>Half a workday. It holds its start and not its end.</summary>
internal sealed record HalfDay(DateOnly Day, string Name, DateTime Start, DateTime End)
{
    internal IEnumerable<DateTime> Minutes()
    {
        for (var minute = Start; minute < End; minute = minute.AddMinutes(1))
            yield return minute;
    }
}

/// <summary>The contract's "Sessions", and the days, months and quarters of the period.</summary>
internal sealed class PlainCalendar(Dictionary<DateOnly, string> exceptions)
{
    internal bool IsWorkday(DateOnly day) =>
        exceptions.TryGetValue(day, out var kind)
            ? kind == "workday"
            : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>The two sessions of a workday; none on another day.</summary>
    internal List<HalfDay> SessionsOf(DateOnly day) => IsWorkday(day) ? HoursOf(day) : [];

    internal static List<HalfDay> HoursOf(DateOnly day)
    {
        var summer = day.Month is >= 5 and <= 9;
        return
        [
            new HalfDay(day, "am", day.ToDateTime(new TimeOnly(8, 30)), day.ToDateTime(new TimeOnly(11, 30))),
            new HalfDay(day, "pm",
                day.ToDateTime(summer ? new TimeOnly(14, 0) : new TimeOnly(13, 30)),
                day.ToDateTime(summer ? new TimeOnly(17, 30) : new TimeOnly(17, 0))),
        ];
    }

    /// <summary>The sessions of all workdays that the interval touches, the days of its two ends included.</summary>
    internal IEnumerable<HalfDay> SessionsAbout(DateTime from, DateTime to) =>
        Days(DateOnly.FromDateTime(from), DateOnly.FromDateTime(to)).SelectMany(SessionsOf);

    internal bool HasWorkingMinuteIn(DateTime from, DateTime to) =>
        SessionsAbout(from, to).Any(session => session.Minutes().Any(minute => from <= minute && minute < to));

    /// <summary>Every day from the first to the last, both included; none when the last is before the first.</summary>
    internal static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last; day = day.AddDays(1))
            yield return day;
    }

    internal static string TextOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string QuarterOf(DateOnly day) => $"{day.Year:0000}Q{(day.Month + 2) / 3}";

    internal static string MonthOf(DateOnly day) => $"{day.Year:0000}-{day.Month:00}";

    internal static DateOnly LastOfMonth(DateOnly day) =>
        new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
}
