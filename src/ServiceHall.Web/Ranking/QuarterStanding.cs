using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Ranking;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Ranking;

/// <summary>The standing of a quarter as the ledger has it now (考核 二).</summary>
internal static class QuarterStanding
{
    /// <summary>The places of the people or of the windows, by rank, then by number or code.</summary>
    public static async Task<IReadOnlyList<Place>> Read(
        HallDb db, SubjectKind kind, Quarter quarter, TimeProvider clock, HallDays hallDays, HallRulebook rulebook, CancellationToken cancel)
    {
        var today = clock.Today();
        var scores = await QuarterBook.Read(db, quarter, today, rulebook, cancel);
        var eligibility = new Eligibility(rulebook);
        foreach (var entry in await Costly(db, quarter, rulebook, cancel))
            eligibility.Add(entry);
        foreach (var (staff, window, day, part) in await Truant(db, quarter, cancel))
            eligibility.AddTruant(staff, window, day, part);
        if (kind == SubjectKind.Person)
            await AddLeave(db, quarter, clock, hallDays, eligibility, cancel);
        return Standing.Of(
            quarter, scores.Where(score => score.Subject.Kind == kind), eligibility, rulebook.On(quarter.Days.Last).Quarter);
    }

    // Too much personal leave in a month (请假 (三)).
    private static async Task AddLeave(HallDb db, Quarter quarter, TimeProvider clock, HallDays hallDays, Eligibility eligibility, CancellationToken cancel)
    {
        var timetable = (await hallDays.Current(db, cancel)).Timetable;
        var (start, end) = (clock.InstantOf(quarter.Days.First.ToDateTime(TimeOnly.MinValue)), clock.InstantOf(quarter.Days.Last.AddDays(1).ToDateTime(TimeOnly.MinValue)));
        foreach (var person in await LeaveFacts.Read(db, clock, start, end, null, cancel))
        {
            foreach (var request in person)
                eligibility.Add(request, quarter.Days, timetable);
        }
    }

    // What an explanation freezes does not count.
    private static async Task<IEnumerable<(StaffId Staff, WindowId Window, DateOnly Day, DayPart Part)>> Truant(
        HallDb db, Quarter quarter, CancellationToken cancel)
    {
        var rows = await db.Truancy(quarter.Days).Where(session => !session.IsFrozen)
            .Select(session => new { session.Result.Staff!.Number, session.Result.Window!.Code, session.Result.Day, session.Result.Part }).ToListAsync(cancel);
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
