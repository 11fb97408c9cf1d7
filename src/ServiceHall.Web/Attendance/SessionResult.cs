using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Attendance;

/// <summary>How a person's session went, as it stands after the latest recomputing. A person's day is recomputed as a whole.</summary>
internal sealed class SessionResult
{
    public int StaffId { get; init; }
    public StaffMember? Staff { get; init; }
    public DateOnly Day { get; init; }
    public DayPart Part { get; init; }

    /// <summary>Where the person was posted that day.</summary>
    public int WindowId { get; set; }
    public Window? Window { get; init; }
    public Presence Presence { get; set; }

    /// <summary>As results write it: <c>normal</c>, <c>late+no_out</c>, <c>truant</c>.</summary>
    public required string Status { get; set; }

    /// <summary>The punches kept, in civil time.</summary>
    public TimeOnly? SignIn { get; set; }
    public TimeOnly? SignOut { get; set; }

    /// <summary>The code of the leave that covers it whole, such as <c>personal</c>; null: it is none, or it was computed before this was kept.</summary>
    public string? LeaveKind { get; set; }
    public int LateMinutes { get; set; }
    public int EarlyMinutes { get; set; }

    /// <summary>So late that the section reviews it (考勤 一(二)).</summary>
    public bool NeedsReview { get; set; }

    /// <summary>Whether a month with it is still one of full attendance (J8).</summary>
    public bool KeepsFullMonth { get; set; }

    /// <summary>The edition of the rulebook that it was computed with.</summary>
    public required string Edition { get; set; }
    public required string Clause { get; set; }
    public required string Sentence { get; set; }
    public DateTimeOffset ComputedAt { get; set; }
}
