using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Rules.Scoring;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>
/// Recomputes people's days from what is stored: sessions are judged, their results kept, and the ledger made to hold
/// what follows. It can be done again at any time and then changes nothing.
/// </summary>
internal sealed class RecomputeDays(HallGate gates, JudgeDays judge, KeepResults keep, BookEntries book, HallRulebook rulebook)
{
    /// <summary>Recomputes a day in its caller's transaction.</summary>
    /// <param name="staffIds">Whose; null: of everybody posted, and of everybody who has results of that day.</param>
    /// <param name="author">By whose act.</param>
    /// <param name="cause">Why something is taken back, in a sentence.</param>
    public async Task<BookEntries.Booked> Run(
        HallDb db, DateOnly day, IReadOnlyCollection<int>? staffIds, Actor author, string cause, CancellationToken cancel)
    {
        var people = staffIds ?? await Everybody(db, day, cancel);
        return await book.Run(db, [.. people.Select(id => EntryScope.PersonDay(id, day))], Due, author, cause, cancel);

        async Task<IEnumerable<Rules.Scoring.LedgerEntry>> Due(CancellationToken stop)
        {
            var over = await keep.Run(db, day, people, await judge.Run(db, day, people, stop), stop);
            var rules = rulebook.On(day);
            return over.SelectMany(session => AttendanceEntries.Of(session.Result, rules, isExplained: _ => false));
        }
    }

    private async Task<IReadOnlyCollection<int>> Everybody(HallDb db, DateOnly day, CancellationToken cancel)
    {
        var gate = await gates.Current(db, cancel);
        var known = await db.Set<SessionResult>().Where(result => result.Day == day).Select(result => result.StaffId).Distinct().ToListAsync(cancel);
        return [.. gate.Numbers.Keys.Where(id => gate.PostingOf(id, day) is not null).Union(known).Order()];
    }
}
