using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Rules.Scoring;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.FullMonths;
using ServiceHall.Web.Attendance.Months;
using ServiceHall.Web.Messages;
using ServiceHall.Web.SetAside;
using ServiceHall.Web.Store;
using Period = ServiceHall.Web.Store.Period;
using WindowId = ServiceHall.Rules.People.WindowId;

namespace ServiceHall.Web.Scoring;

/// <summary>
/// Books the months of full attendance (全员满勤的月, J8). What is due is a state and no moment: a window's month that is not
/// decided for the results as they are (<see cref="UndecidedMonth"/>), once the month has ended and all of its sessions are
/// closed. Windows whose month is no longer full lose the entry.
/// </summary>
internal sealed class CloseMonths(
    IDbContextFactory<HallDb> factory, TimeProvider clock, HallGate gates, BookEntries book, HallRulebook rulebook, KeepSetAside aside)
{
    public const string Job = "close-month";

    /// <summary>Books every month that is due.</summary>
    /// <returns>How many were booked by this call.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        List<DateOnly> months;
        await using (var db = await factory.CreateDbContextAsync(cancel))
            months = await db.Set<UndecidedMonth>().Select(row => row.Month).Distinct().OrderBy(month => month).ToListAsync(cancel);
        var booked = 0;
        foreach (var month in months)
        {
            if (await Close(YearMonth.Of(month), cancel))
                booked++;
        }

        return booked;
    }

    /// <summary>Whether a window's month of some days has still to be decided.</summary>
    public static Task<bool> IsDue(HallDb db, Rules.Calendar.Period days, CancellationToken cancel)
    {
        var (first, last) = (days.First, days.Last);
        return db.Set<UndecidedMonth>().AnyAsync(row => row.Month >= first && row.Month <= last, cancel);
    }

    private async Task<bool> Close(YearMonth month, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Whoever recomputes a day holds it too: what is read here does not change before it is booked.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({CloseSessions.Lock})", cancel);
        if (!await IsOver(db, month, cancel))
            return false;
        var windows = await Ready(db, month, cancel);
        if (windows.Count == 0)
            return false;
        await BookEntries.Lock(db, windows.Select(LedgerSubject.Window), cancel);
        var failed = await ByHalves.Run(db, windows, some => Book(db, month, some, cancel), cancel);
        await Note(db, month, windows, failed, cancel);
        if (failed.Count < windows.Count)
            await Once.Take(db, Job, $"{month}/{clock.GetUtcNow():yyyyMMddHHmmssffffff}", clock.GetUtcNow(), cancel);
        await transaction.CommitAsync(cancel);
        return failed.Count < windows.Count;
    }

    // Undecided, of nobody whose day of the month is still open, and not waiting for another try.
    private async Task<List<int>> Ready(HallDb db, YearMonth month, CancellationToken cancel)
    {
        var (first, last) = (month.Days.First, month.Days.Last);
        var undecided = await db.Set<UndecidedMonth>().Where(row => row.Month == first).OrderBy(row => row.WindowId).Select(row => row.WindowId).ToListAsync(cancel);
        var items = await db.Set<SetAsideItem>().Where(item => (item.First <= last && item.Last >= first) || item.Line == Job).ToListAsync(cancel);
        if (items.Count == 0)
            return undecided;
        // Its own items keep the quarter open, and not the months from being booked.
        var people = items.Where(item => item.Line != Job).Select(item => item.StaffId).ToList();
        // Where it is not known whose day is open it may be anybody's.
        if (people.Contains(null))
            return [];
        var open = await db.Postings.Where(post => people.Contains(post.StaffId) && post.From <= last && (post.To == null || post.To >= first))
            .Select(post => post.WindowId).ToListAsync(cancel);
        var waiting = items.Where(item => item.Line == Job && aside.Waits(item.NextTry)).Select(item => item.Key).ToHashSet();
        return undecided.FindAll(id => !open.Contains(id) && !waiting.Contains(KeyOf(month, id)));
    }

    private async Task Book(HallDb db, YearMonth month, IReadOnlyList<int> windows, CancellationToken cancel)
    {
        var booked = await book.Run(
            db, [.. windows.Select(id => EntryScope.Month(id, month))], stop => Due(db, month, windows, stop), Actor.Hall, $"{month} 的考勤重新计算", cancel);
        await TellLeaders(db, month, booked, cancel);
        var first = month.Days.First;
        await db.Set<UndecidedMonth>().Where(row => row.Month == first && windows.Contains(row.WindowId)).ExecuteDeleteAsync(cancel);
    }

    private async Task Note(
        HallDb db, YearMonth month, List<int> windows, IReadOnlyList<(int Item, Exception Fault)> failed, CancellationToken cancel)
    {
        var left = failed.Select(one => one.Item).ToList();
        await aside.Mend(db, Job, [.. windows.Except(left).Select(id => KeyOf(month, id))], cancel);
        var names = await db.Windows.Where(window => left.Contains(window.Id)).ToDictionaryAsync(window => window.Id, window => window.Name, cancel);
        var begun = new List<Item>();
        foreach (var (id, fault) in failed)
        {
            var item = new Item(Job, KeyOf(month, id), $"{names[id]}{month.Chinese()}的满勤") { Days = month.Days };
            if (await aside.Note(db, item, fault, cancel))
                begun.Add(item);
        }

        await aside.Tell(db, begun, cancel);
    }

    private static string KeyOf(YearMonth month, int windowId) => $"{month}/{windowId}";

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

    /// <summary>Whether the month has ended and every session of it is closed.</summary>
    private async Task<bool> IsOver(HallDb db, YearMonth month, CancellationToken cancel)
    {
        if (month.Days.Last > clock.Today())
            return false;
        var timetable = (await gates.Current(db, cancel)).Days.Timetable;
        var sessions = (await AttendedWorkdays(db, timetable, month, cancel)).SelectMany(CloseSessions.NamesOn).ToList();
        var closed = await db.Set<Period>().CountAsync(period => period.Job == CloseSessions.SessionJob && sessions.Contains(period.Name), cancel);
        return closed == sessions.Count;
    }

    // Of the hall's first month those from its first punch on.
    private static async Task<List<DateOnly>> AttendedWorkdays(HallDb db, Timetable timetable, YearMonth month, CancellationToken cancel)
    {
        var begun = await Begun(db, cancel);
        return [.. month.Days.Days.Where(day => begun is not null && day >= begun && timetable.On(day).Count > 0)];
    }

    private static Task<DateOnly?> Begun(HallDb db, CancellationToken cancel) => db.Set<Punch>()
        .Where(punch => punch.Outcome == Rules.Attendance.PunchOutcome.Accepted).OrderBy(punch => punch.Day)
        .Select(punch => (DateOnly?)punch.Day).FirstOrDefaultAsync(cancel);

    private async Task<IEnumerable<Rules.Scoring.LedgerEntry>> Due(HallDb db, YearMonth month, IReadOnlyList<int> windows, CancellationToken cancel)
    {
        // A month that the hall attended in part is none of full attendance: it begins with the hall's first punch.
        var timetable = (await gates.Current(db, cancel)).Days.Timetable;
        if (await Begun(db, cancel) > month.Days.Days.Where(day => timetable.On(day).Count > 0).FirstOrDefault(month.Days.First))
            return [];
        var (first, last) = (month.Days.First, month.Days.Last);
        var results = await db.Set<SessionResult>().Where(result => result.Day >= first && result.Day <= last && windows.Contains(result.WindowId))
            .GroupBy(result => result.Window!.Code)
            .Select(window => new { Code = window.Key, IsFull = window.All(result => result.KeepsFullMonth) })
            .ToListAsync(cancel);
        var full = new FullAttendance();
        foreach (var window in results)
            full.Add(new WindowId(window.Code), month, window.IsFull);
        return full.Entries(month.Days, rulebook);
    }
}
