using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Attendance;

/// <summary>How a session went.</summary>
public enum Presence
{
    /// <summary>到岗, perhaps late or leaving early.</summary>
    Present,

    /// <summary>请假.</summary>
    Leave,

    /// <summary>免考勤.</summary>
    Exempt,

    /// <summary>缺勤半天.</summary>
    Absent,

    /// <summary>旷工半天.</summary>
    Truant,
}

/// <summary>The result of one person's session, with the facts that it came from.</summary>
public sealed record SessionResult
{
    /// <summary>Whose.</summary>
    public required Posting Posting { get; init; }

    /// <summary>Which.</summary>
    public required Session Session { get; init; }

    /// <summary>The rules used.</summary>
    public required AttendanceRules Rules { get; init; }

    /// <summary>How it went.</summary>
    public required Presence Presence { get; init; }

    /// <summary>The punches kept, whatever the result.</summary>
    public required KeptPunches Kept { get; init; }

    /// <summary>What was owed after all cover; null where it was covered whole.</summary>
    public Interval? Required { get; init; }

    /// <summary>The cover that makes it leave or exempt; null otherwise.</summary>
    public Cover? Cover { get; init; }

    /// <summary>Whole minutes after the required start, on absence too; 0 without sign-in.</summary>
    public int LateMinutes { get; init; }

    /// <summary>Whole minutes before the required end; 0 without sign-out and on absence.</summary>
    public int EarlyMinutes { get; init; }

    /// <summary>Present, but no sign-out was kept (未签退).</summary>
    public bool MissingOut { get; init; }

    /// <summary>An explanation turned truancy into absence.</summary>
    public bool Explained { get; init; }

    /// <summary>Present and late (迟到).</summary>
    public bool IsLate => Presence == Presence.Present && LateMinutes > 0;

    /// <summary>Present and leaving early (早退).</summary>
    public bool IsEarly => Presence == Presence.Present && EarlyMinutes > 0;

    /// <summary>Absent by so late a sign-in that the section reviews it (考勤 一(二)).</summary>
    public bool NeedsReview => Presence == Presence.Absent && LateMinutes > Rules.ReviewAfter.Value;

    /// <summary>Whether a month with it is still one of full attendance (J8).</summary>
    public bool KeepsFullMonth(LeaveRules rules) => Presence switch
    {
        Presence.Present => !IsLate && !IsEarly && !MissingOut,
        Presence.Exempt => true,
        Presence.Leave => rules.Kinds[Cover?.Leave?.Kind ?? ""].KeepsFullMonth,
        _ => false,
    };

    /// <summary>As results write it: <c>normal</c>, <c>late+no_out</c>, <c>truant</c>.</summary>
    public string Status => Presence switch
    {
        Presence.Leave => "leave",
        Presence.Exempt => "exempt",
        Presence.Absent => "absent",
        Presence.Truant => "truant",
        _ => (IsLate, IsEarly, MissingOut) switch
        {
            (false, false, false) => "normal",
            (true, false, false) => "late",
            (false, true, _) => "early",
            (false, false, true) => "no_out",
            (true, true, _) => "late+early",
            (true, false, true) => "late+no_out",
        },
    };
}
