using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Scoring;

/// <summary>A credit asked for (加分), with its evidence elsewhere (考核 一(二)).</summary>
/// <param name="Id">Which.</param>
/// <param name="Day">The day it is booked on.</param>
/// <param name="Window">The window.</param>
/// <param name="Staff">Who; null: it is the window's.</param>
/// <param name="Code">The score item.</param>
/// <param name="Level">From whom, where the item asks.</param>
/// <param name="IsStriking">效果显著.</param>
/// <param name="IsRecognised">认定: only then it counts.</param>
/// <param name="Matter">The matter, by which one honour is told from another; null: none given.</param>
public sealed record Credit(
    string Id,
    DateOnly Day,
    WindowId Window,
    StaffId? Staff,
    string Code,
    CreditLevel? Level,
    bool IsStriking,
    bool IsRecognised,
    string? Matter)
{
    /// <summary>A window's item is the window's, whoever is named; any other the named person's, else the window's.</summary>
    public Subject SubjectUnder(ScoreItem item) =>
        item.Subject != ItemSubject.Window && Staff is { } staff ? Subject.Of(staff) : Subject.Of(Window);
}
