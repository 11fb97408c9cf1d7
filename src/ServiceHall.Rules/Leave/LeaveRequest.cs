using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;

namespace ServiceHall.Rules.Leave;

/// <summary>Where a request stands.</summary>
public enum LeaveDecision
{
    /// <summary>待签批.</summary>
    Pending,

    /// <summary>已批准.</summary>
    Approved,

    /// <summary>未批准.</summary>
    Refused,
}

/// <summary>A request for leave (请假).</summary>
/// <param name="Id">Which.</param>
/// <param name="Staff">Whose.</param>
/// <param name="Kind">The kind's code, one of the rulebook's.</param>
/// <param name="Time">From when to when; not empty.</param>
/// <param name="SubmittedAt">When it was handed in, in civil time with seconds.</param>
/// <param name="Decision">Where it stands.</param>
/// <param name="IsOverridden">The section accepted it although it was submitted after its start.</param>
public sealed record LeaveRequest(
    string Id, StaffId Staff, string Kind, Interval Time, DateTime SubmittedAt, LeaveDecision Decision, bool IsOverridden)
{
    /// <summary>
    /// Whether it counts for attendance, eligibility and the year: approved, and submitted no later than its start or
    /// accepted all the same (请假 (一): written and beforehand).
    /// </summary>
    public bool Counts =>
        Decision == LeaveDecision.Approved && (SubmittedAt <= Time.Start.ToDateTime() || IsOverridden);
}
