using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.SetAside;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring.FollowedPostings;

/// <summary>
/// Postings may be moved or ended for days that are closed already: who leaves is often told afterwards. What the close
/// kept of such days is computed again. Somebody posted only later to a closed day owes nothing for it (考勤 一(六)).
/// Only whose postings changed is read, and from the day of the change on.
/// </summary>
internal sealed class FollowPostings(IDbContextFactory<HallDb> factory, TimeProvider clock, RecomputeDays recompute, ForEachItem each)
{
    public const string Job = "follow-postings";
    private const string Cause = "在岗任职变更后重新计算";
    private const int PeopleAtOnce = 500;

    /// <summary>Somebody's result of a day that no longer agrees with their postings.</summary>
    internal sealed record Disagreeing(DateOnly Day, int StaffId);

    /// <summary>Recomputes the closed days that no longer agree with the postings, in order. Several servers may do it at once.</summary>
    /// <returns>How many days were recomputed.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var changes = await db.Set<PostingChange>().AsNoTracking().ToListAsync(cancel);
        var days = (await Of(db, changes, DateOnly.MinValue, DateOnly.MaxValue, cancel))
            .GroupBy(result => result.Day, result => result.StaffId).OrderBy(day => day.Key).ToList();
        var ran = await each.Run(
            Job, days, day => new Item(Job, $"{day.Key:yyyy-MM-dd}", $"{day.Key:M 月 d 日}随任职变更的重新计算") { Days = new(day.Key, day.Key), StaffId = Only(day) },
            (day, stop) => Recompute(day.Key, [.. day], stop), cancel);
        // Rows that came meanwhile stay for the next run, as do all of them while a day is not done.
        var read = changes.ConvertAll(change => change.Id);
        if (ran.Left == 0 && read.Count > 0)
            await db.Set<PostingChange>().Where(change => read.Contains(change.Id)).ExecuteDeleteAsync(cancel);
        return ran.Changed;
    }

    /// <summary>The results within a stretch of days that no longer agree with the postings, both days included.</summary>
    public static async Task<IReadOnlyList<Disagreeing>> Within(HallDb db, DateOnly first, DateOnly last, CancellationToken cancel) =>
        await Of(db, await db.Set<PostingChange>().AsNoTracking().Where(change => change.First <= last).ToListAsync(cancel), first, last, cancel);

    private static async Task<List<Disagreeing>> Of(
        HallDb db, List<PostingChange> changes, DateOnly first, DateOnly last, CancellationToken cancel)
    {
        var found = new List<Disagreeing>();
        foreach (var some in changes.Select(change => change.StaffId).Distinct().Order().Chunk(PeopleAtOnce))
        {
            var since = changes.Where(change => some.Contains(change.StaffId)).Min(change => change.First);
            var from = since > first ? since : first;
            found.AddRange(await db.Set<SessionResult>()
                .Where(result => some.Contains(result.StaffId) && result.Day >= from && result.Day <= last)
                .Where(result => !db.Postings.Any(post =>
                    post.StaffId == result.StaffId && post.WindowId == result.WindowId && post.From <= result.Day
                    && (post.To == null || post.To >= result.Day) && (post.Staff!.LeftOn == null || post.Staff.LeftOn >= result.Day)))
                .Select(result => new Disagreeing(result.Day, result.StaffId)).Distinct().ToListAsync(cancel));
        }

        return found;
    }

    // Whose day it is; null: of several people.
    private static int? Only(IEnumerable<int> staffIds) => staffIds.Distinct().Take(2).ToList() is [var one] ? one : null;

    private async Task<int> Recompute(DateOnly day, IReadOnlyCollection<int> staffIds, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({CloseSessions.Lock})", cancel);
        var told = new ToldChanges();
        told.Add(await recompute.Run(db, day, staffIds, Actor.Hall, Cause, cancel), staffIds.ToDictionary(id => id, _ => Cause));
        told.Tell(db, clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return 1;
    }
}
