using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Attendance;

/// <summary>How long somebody has stepped away from the window (考勤 一(四)). It never takes points by itself.</summary>
/// <param name="Minutes">Whole minutes from the one of leaving to the one that is looked at.</param>
/// <param name="WithoutLeave">Of these, the ones that no counting leave covers.</param>
/// <param name="Rules">The rules of the day.</param>
public readonly record struct TimeAway(long Minutes, long WithoutLeave, AttendanceRules Rules)
{
    /// <summary>Whether the person is to be reminded.</summary>
    public bool NeedsReminder => WithoutLeave >= Rules.AwayWarning.Value;

    /// <summary>Whether the table card is not enough any more: leave is needed, and there is none. 20 no, 21 yes.</summary>
    public bool NeedsLeave => WithoutLeave > Rules.AwayCard.Value;

    /// <summary>Measures from leaving to a moment.</summary>
    /// <param name="from">The minute of leaving.</param>
    /// <param name="now">The minute that is looked at; one before <paramref name="from"/> is no time at all.</param>
    /// <param name="leave">Counting leave of the person, in any order; it may overlap.</param>
    /// <param name="rules">The rules of the day.</param>
    public static TimeAway Of(LocalMinute from, LocalMinute now, IEnumerable<Interval> leave, AttendanceRules rules)
    {
        var time = new Interval(from, LocalMinute.Later(from, now));
        return new TimeAway(time.Minutes, time.Without(leave).Sum(left => left.Minutes), rules);
    }
}
