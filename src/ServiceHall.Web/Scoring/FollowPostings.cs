using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>
/// Postings may be moved or ended for days that are closed already: who leaves is often told afterwards. What the close
/// kept of such days is computed again. Somebody posted only later to a closed day owes nothing for it (考勤 一(六)).
/// </summary>
internal sealed class FollowPostings(IDbContextFactory<HallDb> factory, TimeProvider clock, RecomputeDays recompute)
{
    public const string Job = "follow-postings";
    private const string Cause = "在岗任职变更后重新计算";
    private long? _followed;

    /// <summary>Recomputes the closed days that no longer agree with the postings, in order. Several servers may do it at once.</summary>
    /// <returns>How many days were recomputed.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var version = await KeptInMemory.Version(db, cancel);
        if (version == _followed)
            return 0;
        var days = (await Disagreeing(db).Select(result => new { result.Day, result.StaffId }).Distinct().ToListAsync(cancel))
            .GroupBy(result => result.Day, result => result.StaffId).OrderBy(day => day.Key).ToList();
        foreach (var day in days)
            await Recompute(day.Key, [.. day], cancel);
        _followed = version;
        return days.Count;
    }

    /// <summary>The results of closed days that no longer agree with the postings.</summary>
    public static IQueryable<SessionResult> Disagreeing(HallDb db) => db.Set<SessionResult>().Where(result => !db.Postings.Any(post =>
        post.StaffId == result.StaffId && post.WindowId == result.WindowId && post.From <= result.Day
        && (post.To == null || post.To >= result.Day) && (post.Staff!.LeftOn == null || post.Staff.LeftOn >= result.Day)));

    private async Task Recompute(DateOnly day, IReadOnlyCollection<int> staffIds, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({CloseSessions.Lock})", cancel);
        var told = new ToldChanges();
        told.Add(await recompute.Run(db, day, staffIds, Actor.Hall, Cause, cancel), staffIds.ToDictionary(id => id, _ => Cause));
        told.Tell(db, clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
