using ServiceHall.Rules.Calendar;

namespace ServiceHall.Web.Calendar;

/// <summary>The sessions near a day, as far as one has to look for the next one.</summary>
internal static class NearSessions
{
    /// <summary>How many days one looks: no official holiday is longer.</summary>
    public const int Furthest = 30;

    /// <summary>The sessions of a day and of the days after it, in order.</summary>
    public static IEnumerable<Session> SessionsFrom(this Timetable timetable, DateOnly day) =>
        new Period(day, day.AddDays(Furthest)).Days.SelectMany(timetable.On);
}
