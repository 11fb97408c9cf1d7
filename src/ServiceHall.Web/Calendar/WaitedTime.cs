using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

/// <summary>How long something has waited.</summary>
internal static class WaitedTime
{
    /// <summary>
    /// The working minutes from a moment on record until now. The record may be of a clock that was ahead: what begins later
    /// than now has not waited at all.
    /// </summary>
    public static long Waited(this Timetable timetable, TimeProvider clock, DateTimeOffset since, DateTimeOffset now)
    {
        var (start, end) = (LocalMinute.Of(clock.Civil(since)), LocalMinute.Of(clock.Civil(now)));
        return timetable.WorkingMinutes(new Interval(start, LocalMinute.Later(start, end)));
    }
}
