namespace ServiceHall.Rules.Calendar;

/// <summary>Which half of the day a session is (半天).</summary>
public enum DayPart
{
    /// <summary>上午.</summary>
    Morning,

    /// <summary>下午.</summary>
    Afternoon,
}

/// <summary>A session (时段): the morning or the afternoon of one workday, with its hours on that day (考勤 一(一)).</summary>
/// <param name="Day">The workday.</param>
/// <param name="Part">Morning or afternoon.</param>
/// <param name="Hours">From the time of work's start to its end.</param>
public sealed record Session(DateOnly Day, DayPart Part, Interval Hours)
{
    /// <summary>上午 or 下午.</summary>
    public string Title => Part.Title();
}

/// <summary>How the parts of a day are written.</summary>
public static class DayParts
{
    /// <summary>Morning and afternoon, in order.</summary>
    public static IReadOnlyList<DayPart> All { get; } = [DayPart.Morning, DayPart.Afternoon];

    /// <summary><c>am</c> or <c>pm</c>, as facts and results write it.</summary>
    public static string Code(this DayPart part) => part == DayPart.Morning ? "am" : "pm";

    /// <summary>上午 or 下午.</summary>
    public static string Title(this DayPart part) => part == DayPart.Morning ? "上午" : "下午";
}
