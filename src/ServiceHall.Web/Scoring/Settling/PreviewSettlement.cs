using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Scoring;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Store;
using SessionResult = ServiceHall.Web.Attendance.SessionResult;

namespace ServiceHall.Web.Scoring.Settling;

/// <summary>The figures of a month, to be looked at before it is closed (月结): whose days, how they went, what they cost.</summary>
internal sealed class PreviewSettlement(IDbContextFactory<HallDb> factory, TimeProvider clock, HallGate gates)
{
    /// <param name="People">Everybody with a half day in it.</param>
    /// <param name="Days">Workdays that were attended.</param>
    /// <param name="HalfDays">Half days of people.</param>
    /// <param name="ByStatus">How many half days went how, in words, the most frequent first.</param>
    /// <param name="Points">What its attendance costs, as entries in force have it; below zero or zero.</param>
    /// <param name="FullWindows">Windows with a month of full attendance (J8).</param>
    /// <param name="Dues">What is still missing; nothing: it may be closed.</param>
    internal sealed record Figures(
        int People, int Days, int HalfDays, IReadOnlyList<(string Title, int Number)> ByStatus, decimal Points, int FullWindows, MonthDues Dues);

    public async Task<Answer<Figures>> Run(Actor actor, YearMonth month, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.preview-month", Right.KeepAttendance, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var (db, first, last) = (act.Db, month.Days.First, month.Days.Last);
        var results = db.Set<SessionResult>().Where(result => result.Day >= first && result.Day <= last);
        var statuses = await results.GroupBy(result => result.Status).Select(group => new { Status = group.Key, Number = group.Count() }).ToListAsync(cancel);
        var entries = db.Set<LedgerEntry>().InForce().Where(entry => entry.Day >= first && entry.Day <= last);
        return new Figures(
            await results.Select(result => result.StaffId).Distinct().CountAsync(cancel),
            await results.Select(result => result.Day).Distinct().CountAsync(cancel),
            statuses.Sum(one => one.Number),
            [.. statuses.OrderByDescending(one => one.Number).Select(one => (SessionResults.Chinese(one.Status), one.Number))],
            await entries.Where(entry => entry.Source == EntrySource.Attendance).SumAsync(entry => entry.Points, cancel),
            await entries.CountAsync(entry => entry.Source == EntrySource.Rule, cancel),
            (await MonthDues.Read(db, clock, (await gates.Current(db, cancel)).Days.Timetable, [month], cancel))[month]);
    }
}
