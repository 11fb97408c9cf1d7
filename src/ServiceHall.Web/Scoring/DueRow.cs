using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.People;
using ServiceHall.Web.Store;
using DueEntry = ServiceHall.Rules.Scoring.LedgerEntry;

namespace ServiceHall.Web.Scoring;

/// <summary>An entry that ought to be there, with the ids that its subject and window have in the database.</summary>
internal sealed record DueRow(DueEntry Due, int? StaffId, int WindowId)
{
    public LedgerSubject Subject => StaffId is { } id ? LedgerSubject.Staff(id) : LedgerSubject.Window(WindowId);

    public (LedgerSubject Subject, string Code, string Reference) Chain => (Subject, Due.Code, Due.Reference);

    /// <summary>Whether a row belongs to the same subject, code and reference.</summary>
    public bool IsChainOf(LedgerEntry row) =>
        row.StaffId == StaffId && (StaffId is not null || row.WindowId == WindowId) && row.Code == Due.Code && row.Reference == Due.Reference;

    /// <summary>
    /// Whether a row says what ought to be there. While its quarter is open the sentence must hold too; after the close
    /// a reason worded otherwise moves no points.
    /// </summary>
    public bool IsBookedBy(LedgerEntry row, bool isClosed) =>
        IsChainOf(row) && row.WindowId == WindowId && row.Day == Due.BookedOn && row.Points == Due.Points.Amount && row.Source == Due.Source
        && (isClosed || (row.Clause == Due.Why.Value.Clause && row.Sentence == Due.Why.Value.Sentence));
}

/// <summary>Finds the ids of entries that ought to be there.</summary>
internal static class DueRows
{
    /// <exception cref="InvalidOperationException">An entry lies in none of the scopes, or stands twice.</exception>
    public static async Task<List<DueRow>> Of(
        HallDb db, IReadOnlyCollection<EntryScope> scopes, IEnumerable<DueEntry> due, CancellationToken cancel)
    {
        var entries = due.ToList();
        if (entries.Count == 0)
            return [];
        var numbers = entries.Where(entry => entry.Subject.Kind == SubjectKind.Person).Select(entry => entry.Subject.Id).Distinct().ToList();
        var codes = entries.Select(entry => entry.Window.Text).Distinct().ToList();
        var staff = await db.Staff.Where(member => numbers.Contains(member.Number))
            .ToDictionaryAsync(member => member.Number, member => member.Id, cancel);
        var windows = await db.Windows.Where(window => codes.Contains(window.Code))
            .ToDictionaryAsync(window => window.Code, window => window.Id, cancel);
        var rows = entries.ConvertAll(entry => new DueRow(
            entry, entry.Subject.Kind == SubjectKind.Person ? staff[entry.Subject.Id] : null, windows[entry.Window.Text]));
        var scopesOf = scopes.ToLookup(scope => scope.Subject);
        if (rows.Find(row => !scopesOf[row.Subject].Any(scope => scope.Holds(row.Subject, row.Due.Source, row.Due.Code, row.Due.BookedOn))) is { } stray)
            throw new InvalidOperationException($"{stray.Due.Subject} {stray.Due.Code} {stray.Due.Reference} lies in none of the scopes.");
        if (rows.GroupBy(row => row.Chain).FirstOrDefault(chain => chain.Skip(1).Any()) is { } twice)
            throw new InvalidOperationException($"{twice.Key} stands twice among the entries that ought to be there.");
        return rows;
    }
}
