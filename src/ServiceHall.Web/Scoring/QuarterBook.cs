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
        var days = quarter.Days.Within(new Rules.Calendar.Period(DateOnly.MinValue, today));
        var roster = await Rosters.Read(db, post => post.From <= days.Last && (post.To == null || post.To >= days.First), cancel);
        return Scores.Of(quarter, days, roster, await Totals(db, quarter, cancel), rulebook);
    }

    private static async Task<QuarterTotals> Totals(HallDb db, Quarter quarter, CancellationToken cancel)
    {
        var sums = await db.CountingIn($"{quarter}")
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
