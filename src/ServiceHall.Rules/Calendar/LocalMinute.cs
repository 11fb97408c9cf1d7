using System.Globalization;

namespace ServiceHall.Rules.Calendar;

/// <summary>
/// A minute of the hall's civil time (Asia/Shanghai). The regulation knows no seconds: a time is cut to its minute
/// before anything else, so 08:30:59 is on time (考勤 一(一)).
/// </summary>
/// <param name="Number">Whole minutes since the start of the calendar.</param>
public readonly record struct LocalMinute(long Number) : IComparable<LocalMinute>
{
    /// <summary>The minute in which a civil time lies; seconds are cut.</summary>
    public static LocalMinute Of(DateTime civil) => new(civil.Ticks / TimeSpan.TicksPerMinute);

    /// <summary>The minute of a day at a time; seconds are cut.</summary>
    public static LocalMinute At(DateOnly day, TimeOnly time) => Of(day.ToDateTime(time));

    /// <summary>The first minute of a day.</summary>
    public static LocalMinute StartOf(DateOnly day) => At(day, TimeOnly.MinValue);

    /// <summary>The day in which the minute lies.</summary>
    public DateOnly Day => DateOnly.FromDateTime(ToDateTime());

    /// <summary>The civil time.</summary>
    public DateTime ToDateTime() => new(Number * TimeSpan.TicksPerMinute, DateTimeKind.Unspecified);

    /// <summary>Whole minutes from one to the other; negative when the other is earlier.</summary>
    public static long operator -(LocalMinute later, LocalMinute earlier) => later.Number - earlier.Number;

    /// <summary>A number of minutes later.</summary>
    public static LocalMinute operator +(LocalMinute minute, long minutes) => new(minute.Number + minutes);

    /// <summary>A number of minutes earlier.</summary>
    public static LocalMinute operator -(LocalMinute minute, long minutes) => new(minute.Number - minutes);

    /// <summary>Earlier.</summary>
    public static bool operator <(LocalMinute one, LocalMinute other) => one.Number < other.Number;

    /// <summary>Later.</summary>
    public static bool operator >(LocalMinute one, LocalMinute other) => one.Number > other.Number;

    /// <summary>Not later.</summary>
    public static bool operator <=(LocalMinute one, LocalMinute other) => one.Number <= other.Number;

    /// <summary>Not earlier.</summary>
    public static bool operator >=(LocalMinute one, LocalMinute other) => one.Number >= other.Number;

    /// <summary>The earlier of two.</summary>
    public static LocalMinute Earlier(LocalMinute one, LocalMinute other) => one <= other ? one : other;

    /// <summary>The later of two.</summary>
    public static LocalMinute Later(LocalMinute one, LocalMinute other) => one >= other ? one : other;

    /// <inheritdoc/>
    public int CompareTo(LocalMinute other) => Number.CompareTo(other.Number);

    /// <summary>The time of day, <c>08:30</c>.</summary>
    public override string ToString() => ToDateTime().ToString("HH:mm", CultureInfo.InvariantCulture);
}
