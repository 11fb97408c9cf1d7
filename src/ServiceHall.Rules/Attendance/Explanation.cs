using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Attendance;

/// <summary>One of the four slots of a person's day, which an explanation is about.</summary>
/// <param name="Staff">Whose.</param>
/// <param name="Day">Which day.</param>
/// <param name="Part">Morning or afternoon.</param>
/// <param name="Action">Its sign-in or its sign-out.</param>
public readonly record struct SlotKey(StaffId Staff, DateOnly Day, DayPart Part, PunchAction Action);

/// <summary>
/// An explanation (情况说明) of a slot. It lifts the points of the slot and turns truancy into absence, and never changes
/// the punch.
/// </summary>
/// <param name="Slot">What it is about.</param>
/// <param name="SubmittedAt">When, in civil time.</param>
/// <param name="Accepted">Whether the section accepted it.</param>
public sealed record Explanation(SlotKey Slot, DateTime SubmittedAt, bool Accepted)
{
    /// <summary>Whether it counts: accepted, and handed in in time, which is the same day (考勤 一(二), our reading).</summary>
    public bool Counts(HallRulebook rulebook)
    {
        var late = DateOnly.FromDateTime(SubmittedAt).DayNumber - Slot.Day.DayNumber;
        return Accepted && late >= 0 && late <= rulebook.On(Slot.Day).Attendance.ExplanationDays.Value;
    }
}
