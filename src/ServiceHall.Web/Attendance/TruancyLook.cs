using ServiceHall.Web.People;

namespace ServiceHall.Web.Attendance;

/// <summary>Somebody of the section looked at a truant session (旷工核查): a note that is added and never changed.</summary>
internal sealed class TruancyLook
{
    /// <summary>The longest remark.</summary>
    public const int RemarkLength = 400;

    public long Id { get; init; }
    public int StaffId { get; init; }
    public StaffMember? Staff { get; init; }
    public required DateOnly Day { get; init; }
    public Rules.Calendar.DayPart Part { get; init; }
    public int LookedById { get; init; }
    public StaffMember? LookedBy { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>What was found.</summary>
    public required string Remark { get; init; }
}
