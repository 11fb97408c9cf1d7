using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Scoring;

/// <summary>Books what follows from findings (考核 一(一)).</summary>
public static class FindingEntries
{
    /// <summary>The entry of a judged finding; null for a reminder, and while it is not verified.</summary>
    public static LedgerEntry? Of(JudgedFinding judged, Roster roster) => judged.Effect != FindingEffect.Booked
        ? null
        : new LedgerEntry(
            judged.Finding.Day,
            judged.Subject,
            judged.Item.Code,
            judged.Finding.Id,
            EntryWindow.Of(judged.Subject, judged.Finding.Day, judged.Finding.Window, roster),
            judged.Points,
            EntrySource.Finding,
            new Lazy<Reason>(() => judged.Why));
}

/// <summary>The window that an entry carries.</summary>
internal static class EntryWindow
{
    /// <summary>A person's: that of the posting that day; where there is none, and for a window: the fact's own.</summary>
    public static WindowId Of(Subject subject, DateOnly day, WindowId own, Roster roster) =>
        subject.Kind == SubjectKind.Person ? roster.On(new StaffId(subject.Id), day)?.Window ?? own : own;
}
