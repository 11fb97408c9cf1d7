using ServiceHall.Rules.Scoring;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>Which entries of the ledger count.</summary>
internal static class LedgerQueries
{
    /// <summary>Entries that were not taken back, and take nothing back themselves.</summary>
    public static IQueryable<LedgerEntry> InForce(this IQueryable<LedgerEntry> entries) =>
        entries.Where(entry => entry.CountersId == null && !entries.Any(counter => counter.CountersId == entry.Id));

    /// <summary>
    /// Entries that an explanation freezes: shown, not counted, while it waits for the section, and from its acceptance until
    /// they are taken back.
    /// </summary>
    public static IQueryable<LedgerEntry> Frozen(this HallDb db) => db.Set<LedgerEntry>().InForce().Where(entry =>
        entry.Source == EntrySource.Attendance
        && db.Freezing().Any(explanation => explanation.StaffId == entry.StaffId && explanation.Reference == entry.Reference));

    /// <summary>
    /// What counts in a quarter: entries in force that are not frozen, entries that were taken back in a later quarter only,
    /// and the counter-entries that take something of an earlier quarter back.
    /// </summary>
    public static IQueryable<LedgerEntry> CountingIn(this HallDb db, string quarter) =>
        db.Set<LedgerEntry>().Where(entry => entry.Quarter == quarter
            && (entry.CountersId == null
                ? !db.Set<LedgerEntry>().Any(counter => counter.CountersId == entry.Id && counter.Quarter == quarter)
                : entry.Counters!.Quarter != quarter)
            && !db.Frozen().Any(frozen => frozen.Id == entry.Id));
}
