using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.SetAside;
using ServiceHall.Web.Store;
using Period = ServiceHall.Web.Store.Period;

namespace ServiceHall.Web.Scoring;

/// <summary>
/// Recomputes the closed days about which a fact came or changed (<see cref="StaleDay"/>), the oldest first, and tells
/// everybody concerned what changed and why. What is not closed yet is judged with its facts at the close. Each
/// transaction does a few thousand people's days and takes away what it did, so that a close never waits long and a
/// killed server loses nothing. Where one fails, half as many changes are tried, until the one that fails stands alone.
/// </summary>
internal sealed class RecomputeStale(
    IDbContextFactory<HallDb> factory, TimeProvider clock, RecomputeDays recompute, RecomputeProgress progress, KeepSetAside aside, RetrySetAside retry,
    ILogger<RecomputeStale> log)
{
    public const string Job = "recompute";
    private const int PersonDaysAtOnce = 6000;
    private const int RowsAtOnce = 2000;

    /// <summary>Recomputes until nothing is stale. Several servers may do it at once.</summary>
    /// <returns>How many days were recomputed by this call.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var days = 0;
        try
        {
            days = await All(cancel) + await retry.Run(cancel);
        }
        finally
        {
            progress.End();
        }

        if (days > 0)
            log.LogInformation("Recomputed {Days} days.", days);
        return days;
    }

    /// <summary>A day and whom it is about, each with the causes.</summary>
    private sealed record StaleWork(DateOnly Day, IReadOnlyDictionary<int, string> Causes);

    private async Task<int> All(CancellationToken cancel)
    {
        var (days, most, worked, left) = (0, RowsAtOnce, 0, ForEachItem.MostInARow);
        while (true)
        {
            var rows = new List<StaleDay>();
            try
            {
                if (await Some(most, rows, cancel) is not { } done)
                    return days;
                (days, left, worked) = (days + done, ForEachItem.MostInARow, worked + 1);
                // Both halves of what failed together were done: past it.
                if (most < RowsAtOnce && worked == 2)
                    (most, worked) = (Math.Min(most * 2, RowsAtOnce), 0);
            }
            catch (Exception fault) when (most > 1 && ItemFault.IsOfItem(fault, cancel))
            {
                (most, worked) = (Math.Max(1, Math.Min(most, rows.Count) / 2), 0);
                log.LogError(fault, "Recomputing {Changes} changes at once failed; {Most} are tried.", rows.Count, most);
            }
            catch (Exception fault) when (left > 0 && rows is [_] && ItemFault.IsOfItem(fault, cancel))
            {
                (left, worked) = (left - 1, 0);
                await SetAside(rows[0].Id, fault, cancel);
            }
        }
    }

    private async Task SetAside(long id, Exception fault, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({CloseSessions.Lock})", cancel);
        // Another server may have done it meanwhile.
        if (await db.Set<StaleDay>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel) is not { } row)
            return;
        var item = new Item(Job, KeyOf(row), $"{row.First:M 月 d 日}起的重新计算（{row.Cause}）") { Days = new(row.First, row.Last), StaffId = row.StaffId };
        await aside.Tell(db, await aside.Note(db, item, fault, cancel) ? [item] : [], cancel);
        await transaction.CommitAsync(cancel);
    }

    private static string KeyOf(StaleDay row) => $"change/{row.Id}";

    // But for those that wait for another try.
    private IQueryable<StaleDay> Rows(HallDb db, int most)
    {
        var waiting = aside.Waiting(db, Job);
        return db.Set<StaleDay>().AsNoTracking().Where(row => !waiting.Any(item => item.Key == "change/" + row.Id))
            .OrderBy(row => row.First).ThenBy(row => row.Id).Take(most);
    }

    // What it works on is in rows also where it fails. Null: nothing is stale.
    private async Task<int?> Some(int most, List<StaleDay> rows, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({CloseSessions.Lock})", cancel);
        rows.AddRange(await Rows(db, most).ToListAsync(cancel));
        if (rows.Count == 0)
            return null;
        progress.Goes(rows);
        var (work, last) = await Plan(db, rows, rows.Count < most, cancel);
        await BookEntries.Lock(db, work.SelectMany(day => day.Causes.Keys).Distinct().Select(LedgerSubject.Staff), cancel);
        var told = new ToldChanges();
        foreach (var (day, causes) in work)
        {
            var authors = rows.Where(row => row.First <= day && row.Last >= day).Select(row => row.AuthorId).Distinct().ToList();
            var author = authors is [{ } one] ? new Actor(one, "local") : Actor.Hall;
            told.Add(await recompute.Run(db, day, [.. causes.Keys], author, id => causes[id], cancel), causes);
        }

        told.Tell(db, clock.GetUtcNow());
        var ids = rows.Where(row => row.First <= last).Select(row => row.Id).ToList();
        var next = last.AddDays(1);
        await aside.Mend(db, Job, [.. rows.Where(row => row.Last <= last).Select(KeyOf)], cancel);
        await db.Set<StaleDay>().Where(row => ids.Contains(row.Id) && row.Last <= last).ExecuteDeleteAsync(cancel);
        await db.Set<StaleDay>().Where(row => ids.Contains(row.Id)).ExecuteUpdateAsync(row => row.SetProperty(day => day.First, next), cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        progress.Did(rows, last);
        return work.Count;
    }

    // As many days as a transaction takes, at least one; and the last day that is then done with.
    private static async Task<(List<StaleWork> Work, DateOnly Last)> Plan(HallDb db, List<StaleDay> rows, bool isAll, CancellationToken cancel)
    {
        var (work, people) = (new List<StaleWork>(), 0);
        // Rows beyond those that were read may begin on the day of the last one.
        var (day, end) = (rows[0].First, isAll ? rows.Max(row => row.Last) : rows[^1].First.AddDays(-1));
        end = end < day ? day : end;
        var closed = await Closed(db, day, end, cancel);
        for (; ; day = day.AddDays(1))
        {
            var about = rows.Where(row => row.First <= day && row.Last >= day).ToList();
            if (about.Count > 0 && closed.Contains(day) && await Causes(db, day, about, cancel) is { Count: > 0 } causes)
            {
                work.Add(new StaleWork(day, causes));
                people += causes.Count;
            }

            if (people >= PersonDaysAtOnce || day >= end)
                return (work, day);
        }
    }

    private static async Task<HashSet<DateOnly>> Closed(HallDb db, DateOnly first, DateOnly last, CancellationToken cancel)
    {
        var names = new Rules.Calendar.Period(first, last).Days.SelectMany(day => CloseSessions.NamesOn(day).Select(name => (name, day))).ToDictionary();
        var done = await db.Set<Period>().Where(period => period.Job == CloseSessions.SessionJob && names.Keys.Contains(period.Name)).Select(period => period.Name).ToListAsync(cancel);
        return [.. done.Select(name => names[name])];
    }

    // Of those whom the close judged. Somebody posted to that day only later could not punch and owes nothing (考勤 一(六)).
    private static async Task<Dictionary<int, string>> Causes(HallDb db, DateOnly day, List<StaleDay> about, CancellationToken cancel)
    {
        var judged = await db.Set<SessionResult>().Where(result => result.Day == day)
            .Select(result => new { result.StaffId, result.Window!.SiteId }).Distinct().ToListAsync(cancel);
        var (own, wide) = (about.ToLookup(row => row.StaffId), about.Where(row => row.StaffId is null).ToList());
        return judged.GroupBy(person => person.StaffId)
            .Select(person => (Id: person.Key, Causes: own[person.Key].Concat(wide.Where(row => row.SiteId is null || person.Any(at => at.SiteId == row.SiteId)))
                .OrderBy(row => row.Id).Select(row => row.Cause).Distinct().ToList()))
            .Where(person => person.Causes.Count > 0)
            .ToDictionary(person => person.Id, person => string.Join("；", person.Causes));
    }
}
