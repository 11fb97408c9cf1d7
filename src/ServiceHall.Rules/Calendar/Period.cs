namespace ServiceHall.Rules.Calendar;

/// <summary>A run of days, the first and the last included; without any day when the first is after the last.</summary>
/// <param name="First">The first day, inside.</param>
/// <param name="Last">The last day, inside.</param>
public readonly record struct Period(DateOnly First, DateOnly Last)
{
    /// <summary>A period without any day.</summary>
    public static Period Empty => new(DateOnly.MaxValue, DateOnly.MinValue);

    /// <summary>Whether it has no day.</summary>
    public bool IsEmpty => First > Last;

    /// <summary>The days in order.</summary>
    public IEnumerable<DateOnly> Days
    {
        get
        {
            for (var number = First.DayNumber; number <= Last.DayNumber; number++) yield return DateOnly.FromDayNumber(number);
        }
    }

    /// <summary>Whether the day is inside.</summary>
    public bool Holds(DateOnly day) => First <= day && day <= Last;

    /// <summary>Whether every day of the other is inside.</summary>
    public bool Holds(Period other) => First <= other.First && other.Last <= Last;

    /// <summary>The days inside both.</summary>
    public Period Within(Period other) =>
        new(First > other.First ? First : other.First, Last < other.Last ? Last : other.Last);
}
