using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Scoring;

namespace ServiceHall.Replay.Facts;

/// <summary>The facts of a hall but for its punches, which are too many to be held and are read as they come.</summary>
internal sealed record HallFacts(
    HallCalendar Calendar,
    IReadOnlyDictionary<SiteId, Fence> Fences,
    Roster Roster,
    IReadOnlyList<LeaveRequest> Leave,
    IReadOnlyList<Exemption> Exemptions,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<Credit> Credits,
    IReadOnlyList<Explanation> Explanations);

/// <summary>The words that facts use for the values of closed lists.</summary>
internal static class FactWords
{
    public static readonly (string Word, bool Meaning)[] DayKinds = [("workday", true), ("holiday", false)];
    public static readonly (string Word, PostRole Meaning)[] Roles = [("staff", PostRole.Staff), ("leader", PostRole.Leader)];

    public static readonly (string Word, PostKind Meaning)[] PostKinds =
        [("regular", PostKind.Regular), ("temporary", PostKind.Temporary), ("substitute", PostKind.Substitute)];

    public static readonly (string Word, PunchAction Meaning)[] Actions = [("in", PunchAction.In), ("out", PunchAction.Out)];
    public static readonly (string Word, bool Meaning)[] Proofs = [("position", false), ("code", true)];
    public static readonly (string Word, DayPart Meaning)[] Parts = [("am", DayPart.Morning), ("pm", DayPart.Afternoon)];

    public static readonly (string Word, LeaveDecision Meaning)[] Decisions =
        [("approved", LeaveDecision.Approved), ("refused", LeaveDecision.Refused), ("pending", LeaveDecision.Pending)];

    public static readonly (string Word, InspectionKind Meaning)[] Inspections =
    [
        ("daily", InspectionKind.Daily), ("joint", InspectionKind.Joint), ("unannounced", InspectionKind.Unannounced),
        ("patrol", InspectionKind.Patrol), ("report", InspectionKind.Report),
    ];
}
