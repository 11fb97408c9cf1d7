using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Scoring;

/// <summary>Books what follows from credits (考核 一(二)).</summary>
public static class CreditEntries
{
    /// <summary>The entry of a judged credit; null where it does not count.</summary>
    public static LedgerEntry? Of(JudgedCredit judged, Roster roster) => judged.Effect != CreditEffect.Booked
        ? null
        : new LedgerEntry(
            judged.Credit.Day,
            judged.Subject,
            judged.Item.Code,
            judged.Credit.Id,
            EntryWindow.Of(judged.Subject, judged.Credit.Day, judged.Credit.Window, roster),
            judged.Points,
            EntrySource.Credit,
            new Lazy<Reason>(() => judged.Why));
}
