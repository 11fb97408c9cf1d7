using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Rules.Scoring;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.SetAside;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>
/// Recomputes people's days from what is stored: sessions are judged, their results kept, and the ledger made to hold
/// what follows. It can be done again at any time and then changes nothing. Somebody whose day cannot be computed is set
/// aside, and the others are done: that day stays open, and no month or quarter with it is closed.
/// </summary>
internal sealed class RecomputeDays(
    HallGate gates, JudgeDays judge, KeepResults keep, BookEntries book, HallRulebook rulebook, KeepSetAside aside)
{
    /// <summary>The line of people's days that could not be computed.</summary>
    public const string SetAsideLine = "recompute-day";


    /// <summary>What came of it: entries added, counter-entries, and results that are not what they were.</summary>
    internal sealed record Recomputed(
        IReadOnlyList<LedgerEntry> Added, IReadOnlyList<LedgerEntry> Countered, IReadOnlyList<ChangedResult> Changed);

    /// <summary>Recomputes a day for one reason, in its caller's transaction.</summary>
    public Task<Recomputed> Run(
        HallDb db, DateOnly day, IReadOnlyCollection<int>? staffIds, Actor author, string cause, CancellationToken cancel) =>
        Run(db, day, staffIds, author, _ => cause, cancel);

    /// <summary>Recomputes a day in its caller's transaction.</summary>
    /// <param name="staffIds">Whose; null: of everybody posted, and of everybody who has results of that day.</param>
    /// <param name="author">By whose act.</param>
    /// <param name="cause">Why something of a person is taken back, in a sentence.</param>
    public async Task<Recomputed> Run(
        HallDb db, DateOnly day, IReadOnlyCollection<int>? staffIds, Actor author, Func<int, string> cause, CancellationToken cancel)
    {
        var people = staffIds ?? await Everybody(db, day, cancel);
        await db.SaveChangesAsync(cancel);
        // Before any savepoint: what is rolled back gives no lock away.
        await BookEntries.Lock(db, people.Select(LedgerSubject.Staff), cancel);
        var done = new List<Recomputed>();
        var failed = await ByHalves.Run(
            db, [.. people], async some => done.Add(await Some(db, day, some, author, cause, cancel)), cancel);
        var left = failed.Select(one => one.Item).ToHashSet();
        var mended = people.Where(id => !left.Contains(id)).ToList();
        await db.Set<SetAsideItem>().Where(item => item.Line == SetAsideLine && item.First == day && mended.Contains(item.StaffId!.Value))
            .ExecuteDeleteAsync(cancel);
        await SetAside(db, day, failed, cancel);
        return new Recomputed(
            [.. done.SelectMany(one => one.Added)], [.. done.SelectMany(one => one.Countered)], [.. done.SelectMany(one => one.Changed)]);
    }

    private async Task<Recomputed> Some(
        HallDb db, DateOnly day, IReadOnlyCollection<int> people, Actor author, Func<int, string> cause, CancellationToken cancel)
    {
        IReadOnlyList<ChangedResult> changed = [];
        var booked = await book.Run(db, [.. people.Select(id => EntryScope.PersonDay(id, day))], Due, author, subject => cause(subject.Id), cancel);
        return new Recomputed(booked.Added, booked.Countered, changed);

        async Task<IEnumerable<Rules.Scoring.LedgerEntry>> Due(CancellationToken stop)
        {
            var kept = await keep.Run(db, day, people, await judge.Run(db, await gates.Current(db, stop), day, people, stop), stop);
            changed = kept.Changed;
            var rules = rulebook.On(day);
            return kept.Over.SelectMany(session => AttendanceEntries.Of(session.Result, rules, session.IsExplained));
        }
    }

    private async Task SetAside(HallDb db, DateOnly day, IReadOnlyList<(int Item, Exception Fault)> failed, CancellationToken cancel)
    {
        if (failed.Count == 0)
            return;
        var ids = failed.Select(one => one.Item).ToList();
        var names = await db.Staff.Where(staff => ids.Contains(staff.Id))
            .ToDictionaryAsync(staff => staff.Id, staff => $"{staff.Name}（{staff.Number}）", cancel);
        var begun = new List<Item>();
        foreach (var (id, fault) in failed)
        {
            var item = new Item(SetAsideLine, $"{day:yyyy-MM-dd}/{id}", $"{names[id]}{day:M 月 d 日}的考勤") { Days = new(day, day), StaffId = id };
            if (await aside.Note(db, item, fault, cancel))
                begun.Add(item);
        }

        await aside.Tell(db, begun, cancel);
    }

    private async Task<IReadOnlyCollection<int>> Everybody(HallDb db, DateOnly day, CancellationToken cancel)
    {
        var gate = await gates.Current(db, cancel);
        var known = await db.Set<SessionResult>().Where(result => result.Day == day).Select(result => result.StaffId).Distinct().ToListAsync(cancel);
        return [.. gate.Numbers.Keys.Where(id => gate.PostingOf(id, day) is not null).Union(known).Order()];
    }
}
