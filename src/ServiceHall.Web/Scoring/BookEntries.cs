using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Scoring.Settling;
using ServiceHall.Web.Store;
using DueEntry = ServiceHall.Rules.Scoring.LedgerEntry;

namespace ServiceHall.Web.Scoring;

/// <summary>
/// Makes the ledger of some scopes hold exactly the entries that ought to be there: what is missing is added, what
/// ought to go gets a counter-entry. Works in its caller's transaction, with the facts that led to it.
/// </summary>
internal sealed class BookEntries(TimeProvider clock, HallRulebook rulebook)
{
    private const int SubjectLocks = 4210;
    private const int LockBuckets = 1024;

    /// <summary>What was booked: entries added, and counter-entries.</summary>
    internal sealed record Booked(IReadOnlyList<LedgerEntry> Added, IReadOnlyList<LedgerEntry> Countered);

    /// <summary>Recomputes scopes for one reason.</summary>
    public Task<Booked> Run(
        HallDb db, IReadOnlyCollection<EntryScope> scopes, Func<CancellationToken, Task<IEnumerable<DueEntry>>> due,
        Actor author, string cause, CancellationToken cancel) => Run(db, scopes, due, author, _ => cause, cancel);

    /// <summary>
    /// Recomputes scopes. All subjects of one transaction are given at once, or locked before with <see cref="Lock"/>, so that
    /// two never wait for each other.
    /// </summary>
    /// <param name="db">A context with an open transaction; what it holds unsaved is saved.</param>
    /// <param name="scopes">What is recomputed; no two overlap.</param>
    /// <param name="due">
    /// Reads the facts and gives the entries that ought to be there. Called when nobody else can recompute the same
    /// subjects any more, so it sees everything that was committed before. Ids in entries are staff numbers and window codes.
    /// </param>
    /// <param name="author">By whose act.</param>
    /// <param name="cause">Why something of a subject is taken back, in a sentence: 查实后重新计算。</param>
    /// <exception cref="InvalidOperationException">There is no transaction, or an entry lies in none of the scopes.</exception>
    public async Task<Booked> Run(
        HallDb db, IReadOnlyCollection<EntryScope> scopes, Func<CancellationToken, Task<IEnumerable<DueEntry>>> due,
        Actor author, Func<LedgerSubject, string> cause, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("Entries are booked in the transaction of the facts they rest on.");
        await db.SaveChangesAsync(cancel);
        await Lock(db, scopes.Select(scope => scope.Subject), cancel);
        var entries = await DueRows.Of(db, scopes, await due(cancel), cancel);
        var closed = await db.Set<ClosedQuarter>().Select(quarter => quarter.Quarter).ToHashSetAsync(cancel);
        var inForce = await InForce(db, scopes, cancel);

        var dueOf = entries.ToDictionary(entry => entry.Chain);
        var gone = inForce.Where(row => !dueOf.TryGetValue(ChainOf(row), out var entry) || !entry.IsBookedBy(row, closed.Contains(row.Quarter)))
            .ToDictionary(ChainOf);
        var kept = inForce.Select(ChainOf).Where(chain => !gone.ContainsKey(chain)).ToHashSet();
        var missing = entries.Where(entry => !kept.Contains(entry.Chain)).ToList();
        var turns = await Turns(db, missing, cancel);
        var open = Quarter.Of(clock.Today());
        var (now, authorId) = (clock.GetUtcNow(), author.IsHall ? null : (int?)author.StaffId);

        LedgerEntry[] countered = [.. gone.Values.Select(row => Counter(row, closed.Contains(row.Quarter) ? $"{open}" : row.Quarter))];
        LedgerEntry[] added = [.. missing.Select(Book)];
        db.AddRange(countered);
        db.AddRange(added);
        await db.SaveChangesAsync(cancel);
        return new Booked(added, countered);

        LedgerEntry Counter(LedgerEntry row, string quarter) => new()
        {
            StaffId = row.StaffId, WindowId = row.WindowId, Code = row.Code, Points = -row.Points, Day = row.Day, Quarter = quarter,
            Source = row.Source, Reference = row.Reference, Turn = row.Turn + 1, CountersId = row.Id, BookedAt = now,
            AuthorId = authorId, Edition = rulebook.Edition, Clause = row.Clause, Sentence = $"冲销原记录：{cause(ChainOf(row).Subject)}",
        };

        LedgerEntry Book(DueRow entry)
        {
            var quarter = $"{Quarter.Of(entry.Due.BookedOn)}";
            var turn = turns.GetValueOrDefault(entry.Chain) is var last && gone.ContainsKey(entry.Chain) ? last + 2 : last + 1;
            return new LedgerEntry
            {
                StaffId = entry.StaffId, WindowId = entry.WindowId, Code = entry.Due.Code, Points = entry.Due.Points.Amount,
                Day = entry.Due.BookedOn, Quarter = closed.Contains(quarter) ? $"{open}" : quarter, Source = entry.Due.Source,
                Reference = entry.Due.Reference, Turn = turn, BookedAt = now, AuthorId = authorId, Edition = rulebook.Edition,
                Clause = entry.Due.Why.Value.Clause, Sentence = entry.Due.Why.Value.Sentence,
            };
        }
    }

    private static (LedgerSubject Subject, string Code, string Reference) ChainOf(LedgerEntry row) =>
        (row.StaffId is { } id ? LedgerSubject.Staff(id) : LedgerSubject.Window(row.WindowId), row.Code, row.Reference);

    /// <summary>Keeps everybody else from booking for the subjects until the transaction ends.</summary>
    public static async Task Lock(HallDb db, IEnumerable<LedgerSubject> subjects, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock_shared({CloseQuarter.Lock})", cancel);
        await BucketLocks.Hold(db, SubjectLocks, LockBuckets, subjects.Select(subject => (subject.Id * 2) + (int)subject.Kind), cancel);
    }

    private static async Task<List<LedgerEntry>> InForce(HallDb db, IReadOnlyCollection<EntryScope> scopes, CancellationToken cancel)
    {
        var found = new List<LedgerEntry>();
        foreach (var like in scopes.GroupBy(scope => (scope.Subject.Kind, scope.Source, scope.Code, scope.Days)))
        {
            var (kind, source, code, days) = like.Key;
            var ids = like.Select(scope => scope.Subject.Id).ToList();
            found.AddRange(await db.Set<LedgerEntry>().InForce().AsNoTracking()
                .Where(entry => entry.Source == source && (code == null || entry.Code == code) && entry.Day >= days.First && entry.Day <= days.Last)
                .Where(kind == Rules.People.SubjectKind.Person
                    ? entry => entry.StaffId != null && ids.Contains(entry.StaffId.Value)
                    : entry => entry.StaffId == null && ids.Contains(entry.WindowId))
                .ToListAsync(cancel));
        }

        return found;
    }

    private static async Task<Dictionary<(LedgerSubject Subject, string Code, string Reference), int>> Turns(
        HallDb db, List<DueRow> missing, CancellationToken cancel)
    {
        if (missing.Count == 0)
            return [];
        var references = missing.Select(entry => entry.Due.Reference).Distinct().ToList();
        var staff = missing.Where(entry => entry.StaffId is not null).Select(entry => entry.StaffId!.Value).Distinct().ToList();
        var windows = missing.Where(entry => entry.StaffId is null).Select(entry => entry.WindowId).Distinct().ToList();
        var rows = await db.Set<LedgerEntry>()
            .Where(entry => references.Contains(entry.Reference)
                && (entry.StaffId != null ? staff.Contains(entry.StaffId.Value) : windows.Contains(entry.WindowId)))
            .Select(entry => new { entry.StaffId, entry.WindowId, entry.Code, entry.Reference, entry.Turn })
            .ToListAsync(cancel);
        return rows
            .GroupBy(row => (row.StaffId is { } id ? LedgerSubject.Staff(id) : LedgerSubject.Window(row.WindowId), row.Code, row.Reference))
            .ToDictionary(chain => chain.Key, chain => chain.Max(row => row.Turn));
    }
}
