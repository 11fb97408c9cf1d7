using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Quantities;

namespace ServiceHall.Rules.Leave;

/// <summary>
/// Measures leave in days (请假 (二), our reading): each session of a workday wholly inside counts half a day, a part of
/// one its minutes over the day's minutes but never more than half. Where the person is posted makes no difference.
/// </summary>
public static class LeaveMeasure
{
    /// <summary>The days of a stretch of time.</summary>
    public static Fraction Days(Interval time, Timetable timetable) =>
        timetable.Touching(time).Aggregate(Fraction.Zero, (days, session) => days + ShareOf(session, time, timetable));

    /// <summary>The days of a stretch of time by workday, only those inside a period.</summary>
    public static IEnumerable<(DateOnly Day, Fraction Days)> ByDay(Interval time, Period within, Timetable timetable)
    {
        if (time.IsEmpty || within.IsEmpty) yield break;
        var span = new Period(time.Start.Day, (time.End - 1).Day).Within(within);
        foreach (var day in span.Days)
        {
            foreach (var session in timetable.On(day))
            {
                if (session.Hours.Overlaps(time)) yield return (day, ShareOf(session, time, timetable));
            }
        }
    }

    private static Fraction ShareOf(Session session, Interval time, Timetable timetable)
    {
        if (time.Covers(session.Hours)) return Fraction.Half;
        var day = timetable.Rulebook.On(session.Day).Attendance.DayMinutes.Value;
        return Fraction.Min(new Fraction(time.MinutesIn(session.Hours), day), Fraction.Half);
    }
}
