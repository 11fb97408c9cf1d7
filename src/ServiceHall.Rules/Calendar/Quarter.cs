using System.Globalization;

namespace ServiceHall.Rules.Calendar;

/// <summary>A quarter of a year (季度), the span over which scores are kept (考核 一).</summary>
/// <param name="Year">The calendar year.</param>
/// <param name="Number">Which quarter of the year, from 1.</param>
public readonly record struct Quarter(int Year, int Number) : IComparable<Quarter>
{
    private enum Month
    {
        January = 1, February, March, April, May, June, July, August, September, October, November, December,
    }

    private const int Months = (int)Month.March;
    private const int PerYear = (int)Month.December / Months;

    /// <summary>The quarter in which a day lies.</summary>
    public static Quarter Of(DateOnly day) => new(day.Year, 1 + ((day.Month - 1) / Months));

    /// <summary>Its days.</summary>
    public Period Days
    {
        get
        {
            var first = new DateOnly(Year, 1 + ((Number - 1) * Months), 1);
            var last = new DateOnly(Year, Number * Months, 1);
            return new Period(first, last.AddDays(DateTime.DaysInMonth(last.Year, last.Month) - 1));
        }
    }

    /// <summary>The days of a calendar year.</summary>
    public static Period DaysOf(int year) => new(new Quarter(year, 1).Days.First, new Quarter(year, PerYear).Days.Last);

    /// <summary>The quarters that have a day in the period, in order.</summary>
    public static IEnumerable<Quarter> In(Period period)
    {
        if (period.IsEmpty) yield break;
        var last = Of(period.Last);
        for (var quarter = Of(period.First); quarter.CompareTo(last) <= 0; quarter = quarter.Next()) yield return quarter;
    }

    /// <summary>The quarter after it.</summary>
    public Quarter Next() => Number == PerYear ? new Quarter(Year + 1, 1) : new Quarter(Year, Number + 1);

    /// <inheritdoc/>
    public int CompareTo(Quarter other) => (Year, Number).CompareTo((other.Year, other.Number));

    /// <summary><c>2026Q3</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}Q{Number}");
}

/// <summary>A calendar month, for leave by month and full attendance (请假 (三), J8).</summary>
/// <param name="Year">The calendar year.</param>
/// <param name="Month">1 for January.</param>
public readonly record struct YearMonth(int Year, int Month) : IComparable<YearMonth>
{
    /// <summary>The month in which a day lies.</summary>
    public static YearMonth Of(DateOnly day) => new(day.Year, day.Month);

    /// <summary>Its days.</summary>
    public Period Days => new(new DateOnly(Year, Month, 1), new DateOnly(Year, Month, DateTime.DaysInMonth(Year, Month)));

    /// <inheritdoc/>
    public int CompareTo(YearMonth other) => (Year, Month).CompareTo((other.Year, other.Month));

    /// <summary><c>2026-07</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}");
}

/// <summary>A week from Monday to Sunday, numbered as ISO 8601 does (J7).</summary>
/// <param name="Year">The year of the week, which holds its Thursday.</param>
/// <param name="Number">1 and on.</param>
public readonly record struct IsoWeek(int Year, int Number)
{
    /// <summary>The week in which a day lies.</summary>
    public static IsoWeek Of(DateOnly day)
    {
        var time = day.ToDateTime(TimeOnly.MinValue);
        return new IsoWeek(ISOWeek.GetYear(time), ISOWeek.GetWeekOfYear(time));
    }
}
