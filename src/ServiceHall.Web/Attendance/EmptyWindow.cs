using ServiceHall.Rules.Calendar;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Attendance;

/// <summary>
/// A window that is suspected of having stood empty (疑似空岗, 考核 一(一)1(6)). Nothing is deducted by it: the section
/// looks, and logs a finding or not.
/// </summary>
internal sealed class EmptyWindow
{
    public long Id { get; init; }
    public int WindowId { get; init; }
    public Window? Window { get; init; }
    public DateOnly Day { get; init; }
    public DayPart Part { get; init; }

    /// <summary>The first minute without anybody.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When the hall noticed.</summary>
    public DateTimeOffset SuspectedAt { get; init; }

    /// <summary>When somebody was there again, or had to be no longer; null: still empty.</summary>
    public DateTimeOffset? Until { get; set; }

    /// <summary>Who of the section has seen to it; null: nobody yet.</summary>
    public int? LookedAtById { get; set; }
    public StaffMember? LookedAtBy { get; init; }
    public DateTimeOffset? LookedAt { get; set; }
    public uint Version { get; init; }
}
