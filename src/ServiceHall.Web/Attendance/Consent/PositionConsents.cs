using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance.Consent;

/// <summary>
/// Who has agreed to the present text. A yes is kept in memory for some minutes, so that a press costs no query; a no is
/// looked up each time. Withdrawn on another server it holds here until then, but the phone's page, which reads anew,
/// takes no position any more.
/// </summary>
internal sealed class PositionConsents(IDbContextFactory<HallDb> factory, TimeProvider clock, RetentionPolicy policy)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<int, Remembering> _given = new();

    /// <summary>What is agreed to.</summary>
    public ConsentText Text => policy.Consent;

    /// <summary>Whether somebody's position may be used.</summary>
    public ValueTask<bool> Has(int staffId, CancellationToken cancel) =>
        _given.TryGetValue(staffId, out var given) && clock.GetUtcNow() < given.Until ? ValueTask.FromResult(true) : Read(staffId, cancel);

    /// <summary>The latest that somebody said; null: nothing.</summary>
    public async Task<PositionConsent?> Latest(int staffId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.Set<PositionConsent>().AsNoTracking().Where(consent => consent.StaffId == staffId)
            .OrderByDescending(consent => consent.Id).FirstOrDefaultAsync(cancel);
    }

    /// <summary>What was remembered of somebody holds no longer.</summary>
    public void Forget(int staffId) =>
        _given.AddOrUpdate(staffId, _ => new Remembering(1, null), (_, before) => new Remembering(before.Generation + 1, null));

    private async ValueTask<bool> Read(int staffId, CancellationToken cancel)
    {
        var before = _given.GetOrAdd(staffId, _ => new Remembering(0, null));
        if (await Latest(staffId, cancel) is not { IsGiven: true } latest || latest.Version != Text.Version)
            return false;
        // What was read before they said something else is not what they say now.
        _given.TryUpdate(staffId, before with { Until = clock.GetUtcNow() + Remembered }, before);
        return true;
    }

    /// <param name="Generation">Rises with all that the person says.</param>
    /// <param name="Until">How long a yes holds without another look; null: none was read.</param>
    private sealed record Remembering(long Generation, DateTimeOffset? Until);
}
