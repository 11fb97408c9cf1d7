using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Ranking;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Ranking;

/// <summary>The standing of a quarter as the ledger has it now (考核 二).</summary>
internal static class QuarterStanding
{
    /// <summary>The places of the people or of the windows, by rank, then by number or code.</summary>
    public static async Task<IReadOnlyList<Place>> Read(
        HallDb db, SubjectKind kind, Quarter quarter, DateOnly today, HallRulebook rulebook, CancellationToken cancel)
    {
        var scores = await QuarterBook.Read(db, quarter, today, rulebook, cancel);
        var eligibility = new Eligibility(rulebook);
        foreach (var entry in await Costly(db, quarter, rulebook, cancel))
            eligibility.Add(entry);
        foreach (var (staff, window, day, part) in await Truant(db, quarter, cancel))
            eligibility.AddTruant(staff, window, day, part);
        return Standing.Of(
            quarter, scores.Where(score => score.Subject.Kind == kind), eligibility, rulebook.On(quarter.Days.Last).Quarter);
    }

    // Truancy of which an explanation waits is frozen: shown, not counted.
    private static async Task<IEnumerable<(StaffId Staff, WindowId Window, DateOnly Day, DayPart Part)>> Truant(
        HallDb db, Quarter quarter, CancellationToken cancel)
    {
        var days = quarter.Days;
        var rows = await db.Set<Attendance.SessionResult>().AsNoTracking()
            .Where(result => result.Presence == Presence.Truant && result.Day >= days.First && result.Day <= days.Last)
            .Where(result => !db.Freezing().Any(row => row.StaffId == result.StaffId && row.Day == result.Day && row.Part == result.Part && row.Action == PunchAction.In))
            .Select(result => new { result.Staff!.Number, result.Window!.Code, result.Day, result.Part }).ToListAsync(cancel);
        return rows.Select(row => (new StaffId(row.Number), new WindowId(row.Code), row.Day, row.Part));
    }

    // Entries of items that cost the quarter (K1.8).
    private static async Task<IEnumerable<Rules.Scoring.LedgerEntry>> Costly(HallDb db, Quarter quarter, HallRulebook rulebook, CancellationToken cancel)
    {
        var codes = rulebook.On(quarter.Days.Last).Scoring.Items.Values.Where(item => item.LosesQuarter).Select(item => item.Code).ToList();
        var rows = await db.CountingIn($"{quarter}").Where(entry => codes.Contains(entry.Code) && entry.CountersId == null)
            .Select(entry => new { Entry = entry, Staff = (string?)entry.Staff!.Number, Window = entry.Window!.Code }).ToListAsync(cancel);
        return rows.Select(row => new Rules.Scoring.LedgerEntry(
            // Booked in this quarter, whatever its own day is.
            quarter.Days.Holds(row.Entry.Day) ? row.Entry.Day : quarter.Days.First,
            row.Staff is { } number ? Subject.Of(new StaffId(number)) : Subject.Of(new WindowId(row.Window)),
            row.Entry.Code, row.Entry.Reference, new WindowId(row.Window), new Points(row.Entry.Points), row.Entry.Source,
            new Lazy<Reason>(() => new Reason(row.Entry.Clause, row.Entry.Sentence))));
    }
}
