using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Rules.Scoring;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Months;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;
using Period = ServiceHall.Web.Store.Period;
using WindowId = ServiceHall.Rules.People.WindowId;

namespace ServiceHall.Web.Scoring;

/// <summary>
/// Books the months of full attendance (全员满勤的月, J8). A month is due once it has ended and all of its sessions are
/// closed, and again whenever a result in it was recomputed since. Windows whose month is no longer full lose the entry.
/// </summary>
internal sealed class CloseMonths(IDbContextFactory<HallDb> factory, TimeProvider clock, HallGate gates, BookEntries book, HallRulebook rulebook)
{
    public const string Job = "close-month";

    /// <summary>Books every month that is due.</summary>
    /// <returns>How many were booked by this call.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var booked = 0;
        await using var db = await factory.CreateDbContextAsync(cancel);
        foreach (var month in await Changed(db, cancel))
        {
            if (await Close(month, cancel))
                booked++;
        }

        return booked;
    }

    /// <summary>Whether a month that touches some days has still to be booked.</summary>
    public async Task<bool> IsDue(HallDb db, Rules.Calendar.Period days, CancellationToken cancel)
    {
        foreach (var month in await Changed(db, cancel))
        {
            if (!month.Days.Within(days).IsEmpty && await IsOver(db, month, cancel))
                return true;
        }

        return false;
    }

    /// <summary>The months of which a result was computed since the last booking.</summary>
    private static async Task<List<YearMonth>> Changed(HallDb db, CancellationToken cancel)
    {
        var since = await db.Set<Period>().Where(period => period.Job == Job).MaxAsync(period => (DateTimeOffset?)period.At, cancel);
        var months = await db.Set<SessionResult>().Where(result => since == null || result.ComputedAt > since)
            .Select(result => new { result.Day.Year, result.Day.Month }).Distinct().ToListAsync(cancel);
        var removed = await db.Set<Period>().Where(period => period.Job == KeepResults.Removed && (since == null || period.At > since)).Select(period => period.Name).ToListAsync(cancel);
        return
        [
            .. months.Select(month => new YearMonth(month.Year, month.Month))
                .Union(removed.Select(name => YearMonth.Of(DateOnly.ParseExact(name.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture)))).Order(),
        ];
    }

    private async Task<bool> Close(YearMonth month, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Whoever recomputes a day holds it too: what is read here does not change before it is booked.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({CloseSessions.Lock})", cancel);
        if (!await IsOver(db, month, cancel))
            return false;
        var (first, last) = (month.Days.First, month.Days.Last);
        var latest = await db.Set<SessionResult>().Where(result => result.Day >= first && result.Day <= last).MaxAsync(result => (DateTimeOffset?)result.ComputedAt, cancel);
        var removed = await db.Set<Period>().Where(period => period.Job == KeepResults.Removed && period.Name.StartsWith($"{month}-")).MaxAsync(period => (DateTimeOffset?)period.At, cancel);
        latest = latest is null || removed > latest ? removed : latest;
        if (!await Once.Take(db, Job, $"{month}/{latest:yyyyMMddHHmmssffffff}", latest!.Value, cancel))
            return false;
        var windows = await db.Windows.OrderBy(window => window.Id).Select(window => window.Id).ToListAsync(cancel);
        var booked = await book.Run(
            db, [.. windows.Select(id => EntryScope.Month(id, month))], stop => Due(db, month, stop), Actor.Hall, $"{month} 的考勤重新计算", cancel);
        await TellLeaders(db, month, booked, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    // A window's entry is its leader's business.
    private async Task TellLeaders(HallDb db, YearMonth month, BookEntries.Booked booked, CancellationToken cancel)
    {
        var today = clock.Today();
        var leaders = (await db.Postings.Where(post => post.Role == PostRole.Leader && post.From <= today && (post.To == null || post.To >= today))
            .Select(post => new { post.WindowId, post.StaffId }).ToListAsync(cancel)).ToLookup(post => (int?)post.WindowId, post => post.StaffId);
        foreach (var entry in booked.Countered.Concat(booked.Added))
        {
            Message.Tell(db, clock.GetUtcNow(), leaders[entry.WindowId], MessageKind.Score, entry.CountersId is null
                ? $"本窗口 {month.Chinese()}全员满勤，记 {entry.Code} {entry.Points:+0.##} 分。"
                : $"本窗口 {month.Chinese()}的全员满勤不再成立，{entry.Code} 的 {-entry.Points:+0.##} 分已冲销。原因：当月考勤重新计算。", "/score");
        }

        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Whether the month has ended, was attended from its first workday on, and every session of it is closed.</summary>
    private async Task<bool> IsOver(HallDb db, YearMonth month, CancellationToken cancel)
    {
        var begun = await db.Set<Punch>().Where(punch => punch.Outcome == Rules.Attendance.PunchOutcome.Accepted)
            .MinAsync(punch => (DateOnly?)punch.Day, cancel);
        var timetable = (await gates.Current(db, cancel)).Days.Timetable;
        var workdays = month.Days.Days.Where(day => timetable.On(day).Count > 0).ToList();
        if (begun is null || begun > workdays.FirstOrDefault(month.Days.First) || month.Days.Last > clock.Today())
            return false;
        var sessions = workdays.SelectMany(CloseSessions.NamesOn).ToList();
        var closed = await db.Set<Period>().CountAsync(period => period.Job == CloseSessions.SessionJob && sessions.Contains(period.Name), cancel);
        return closed == sessions.Count;
    }

    private async Task<IEnumerable<Rules.Scoring.LedgerEntry>> Due(HallDb db, YearMonth month, CancellationToken cancel)
    {
        var (first, last) = (month.Days.First, month.Days.Last);
        var windows = await db.Set<SessionResult>().Where(result => result.Day >= first && result.Day <= last)
            .GroupBy(result => result.Window!.Code)
            .Select(window => new { Code = window.Key, IsFull = window.All(result => result.KeepsFullMonth) })
            .ToListAsync(cancel);
        var full = new FullAttendance();
        foreach (var window in windows)
            full.Add(new WindowId(window.Code), month, window.IsFull);
        return full.Entries(month.Days, rulebook);
    }
}
