using System.Collections.Frozen;

namespace ServiceHall.Rules.Calendar;

/// <summary>Which days are workdays: Monday to Friday, but for the exceptions (holidays and make-up days, 调休).</summary>
public sealed class HallCalendar
{
    private readonly FrozenDictionary<DateOnly, bool> _exceptions;

    /// <summary>A calendar with its exceptions.</summary>
    /// <param name="exceptions">By day: whether it is a workday.</param>
    public HallCalendar(IEnumerable<KeyValuePair<DateOnly, bool>> exceptions) => _exceptions = exceptions.ToFrozenDictionary();

    /// <summary>Whether people work on the day.</summary>
    public bool IsWorkday(DateOnly day) =>
        _exceptions.TryGetValue(day, out var works)
            ? works
            : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}
