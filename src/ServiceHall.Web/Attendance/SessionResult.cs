using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;
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

    /// <summary>Whether another computing says the same.</summary>
    public bool Says(SessionResult other) =>
        (WindowId, Presence, Status, SignIn, SignOut, LateMinutes, EarlyMinutes) == (other.WindowId, other.Presence, other.Status, other.SignIn, other.SignOut, other.LateMinutes, other.EarlyMinutes)
        && (LeaveKind, NeedsReview, KeepsFullMonth, Edition, Clause, Sentence) == (other.LeaveKind, other.NeedsReview, other.KeepsFullMonth, other.Edition, other.Clause, other.Sentence);
}

/// <summary>How a judgement is stored.</summary>
internal static class SessionResults
{
    /// <summary>The judgement as a result, computed now.</summary>
    public static SessionResult Of(this JudgedSession session, string edition, LeaveRules rules, DateTimeOffset now)
    {
        var result = session.Result;
        var why = result.Why(rules);
        return new SessionResult
        {
            StaffId = session.StaffId, Day = result.Session.Day, Part = result.Session.Part, WindowId = session.WindowId,
            Presence = result.Presence, LeaveKind = result.Presence == Presence.Leave ? result.Cover?.Leave?.Kind : null, Status = result.Status, SignIn = Time(result.Kept.SignIn), SignOut = Time(result.Kept.SignOut),
            LateMinutes = result.LateMinutes, EarlyMinutes = result.EarlyMinutes, NeedsReview = result.NeedsReview,
            KeepsFullMonth = result.KeepsFullMonth(rules), Edition = edition, Clause = why.Clause, Sentence = why.Sentence, ComputedAt = now,
        };
    }

    /// <summary>A result's status in words: 迟到、未签退.</summary>
    public static string Chinese(string status) => string.Join('、', status.Split('+').Select(part => part switch
    {
        "normal" => "正常", "late" => "迟到", "early" => "早退", "no_out" => "未签退", "leave" => "请假", "exempt" => "免考勤", "absent" => "缺勤半天", "truant" => "旷工半天",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A status without a name."),
    }));

    private static TimeOnly? Time(LocalMinute? minute) => minute is { } at ? TimeOnly.FromDateTime(at.ToDateTime()) : null;
}
