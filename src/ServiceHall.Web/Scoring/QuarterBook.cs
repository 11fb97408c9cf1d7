using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Rules.Scoring;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>The scores of a quarter as the ledger has them now: the database adds up, the rules do the rest (考核 一).</summary>
internal static class QuarterBook
{
    /// <summary>Everybody posted in the quarter up to today, then their windows.</summary>
    public static async Task<IReadOnlyList<Score>> Read(HallDb db, Quarter quarter, DateOnly today, HallRulebook rulebook, CancellationToken cancel)
    {
        var days = UpTo(today, quarter);
        var roster = await Rosters.Read(db, post => post.From <= days.Last && (post.To == null || post.To >= days.First), cancel);
        return Scores.Of(quarter, days, roster, await Totals(db.CountingIn($"{quarter}"), cancel), rulebook);
    }

    /// <summary>One score alone; null: not posted, or nobody was, in the quarter up to today.</summary>
    /// <param name="key">The same subject by its number or code.</param>
    public static async Task<Score?> Read(
        HallDb db, LedgerSubject subject, Subject key, Quarter quarter, DateOnly today, HallRulebook rulebook, CancellationToken cancel)
    {
        // A window's people are those who were there; their other postings decide where each of them counts.
        var (people, windowId) = subject.Kind == SubjectKind.Person
            ? (db.Staff.Where(staff => staff.Id == subject.Id).Select(staff => staff.Id), (int?)null)
            : (db.Postings.Where(post => post.WindowId == subject.Id).Select(post => post.StaffId), subject.Id);
        var days = UpTo(today, quarter);
        var roster = await Rosters.Read(
            db, post => people.Contains(post.StaffId) && post.From <= days.Last && (post.To == null || post.To >= days.First), cancel);
        var entries = db.CountingIn($"{quarter}").Where(entry => entry.StaffId == null ? entry.WindowId == windowId : people.Contains(entry.StaffId.Value));
        return Scores.Of(quarter, days, roster, await Totals(entries, cancel), rulebook).SingleOrDefault(score => score.Subject == key);
    }

    private static Rules.Calendar.Period UpTo(DateOnly today, Quarter quarter) => quarter.Days.Within(new Rules.Calendar.Period(DateOnly.MinValue, today));

    private static async Task<QuarterTotals> Totals(IQueryable<LedgerEntry> entries, CancellationToken cancel)
    {
        var sums = await entries
            .GroupBy(entry => new { Staff = (string?)entry.Staff!.Number, Window = entry.StaffId == null ? entry.Window!.Code : null })
            .Select(group => new
            {
                group.Key.Staff,
                group.Key.Window,
                Deducted = group.Sum(entry => entry.Points < 0 ? -entry.Points : 0),
                Added = group.Sum(entry => entry.Points > 0 ? entry.Points : 0),
            })
            .ToListAsync(cancel);
        var totals = new QuarterTotals();
        foreach (var sum in sums)
        {
            var subject = sum.Staff is { } number ? Subject.Of(new StaffId(number)) : Subject.Of(new WindowId(sum.Window!));
            totals.Add(subject, new Points(sum.Deducted), new Points(sum.Added));
        }

        return totals;
    }
}
