using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Inspection;

/// <summary>By which kind of inspection a finding came (检查 三).</summary>
public enum InspectionKind
{
    /// <summary>日常检查: the only kind for which a reminder comes first.</summary>
    Daily,

    /// <summary>联合检查.</summary>
    Joint,

    /// <summary>明察暗访.</summary>
    Unannounced,

    /// <summary>巡查.</summary>
    Patrol,

    /// <summary>投诉举报.</summary>
    Report,
}

/// <summary>A finding (问题): what an inspection saw at a window.</summary>
/// <param name="Id">Which.</param>
/// <param name="FoundAt">When, in civil time with seconds.</param>
/// <param name="Inspection">By which kind of inspection.</param>
/// <param name="Window">At which window.</param>
/// <param name="Staff">Who; null: nobody is named.</param>
/// <param name="Code">The score item.</param>
/// <param name="Quantity">How many pieces, days or times; 1 and more.</param>
/// <param name="IsSevere">情节严重.</param>
/// <param name="IsVerified">查实.</param>
public sealed record Finding(
    string Id,
    DateTime FoundAt,
    InspectionKind Inspection,
    WindowId Window,
    StaffId? Staff,
    string Code,
    int Quantity,
    bool IsSevere,
    bool IsVerified)
{
    /// <summary>The day on which it was found, which is the day it is booked on.</summary>
    public DateOnly Day => DateOnly.FromDateTime(FoundAt);

    /// <summary>A person's item is the named person's; everything else is the window's.</summary>
    public Subject SubjectUnder(ScoreItem item) =>
        item.Subject != ItemSubject.Window && Staff is { } staff ? Subject.Of(staff) : Subject.Of(Window);
}
