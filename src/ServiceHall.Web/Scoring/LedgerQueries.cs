using ServiceHall.Rules.Scoring;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Held;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>Which entries of the ledger count.</summary>
internal static class LedgerQueries
{
    /// <summary>Entries that were not taken back, and take nothing back themselves.</summary>
    public static IQueryable<LedgerEntry> InForce(this IQueryable<LedgerEntry> entries) =>
        entries.Where(entry => entry.CountersId == null && !entries.Any(counter => counter.CountersId == entry.Id));

    /// <summary>
    /// Entries that are frozen: shown, not counted. An explanation does it while it waits for the section, and from its
    /// acceptance until they are taken back; a held press does it until it is verified. Under both an entry is there twice.
    /// </summary>
    public static IQueryable<LedgerEntry> Frozen(this HallDb db) =>
        db.OfAttendance().Where(entry => db.Freezing().Any(explanation => explanation.StaffId == entry.StaffId && explanation.Reference == entry.Reference))
            .Concat(db.OfAttendance().Where(entry => db.HeldDays().Any(held => held.StaffId == entry.StaffId && held.First <= entry.Day && held.Last >= entry.Day)));

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

    private static IQueryable<LedgerEntry> OfAttendance(this HallDb db) => db.Set<LedgerEntry>().InForce().Where(entry => entry.Source == EntrySource.Attendance);
}
