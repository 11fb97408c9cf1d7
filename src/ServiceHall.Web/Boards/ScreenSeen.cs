using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Boards;

/// <summary>Notes that a screen was heard from. Once its token has been used, the offer that brought it is spent.</summary>
internal sealed class ScreenSeen(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    private static readonly TimeSpan NoteEvery = TimeSpan.FromSeconds(10);

    public async Task Run(int screenId, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var before = now - NoteEvery;
        await using var db = await factory.CreateDbContextAsync(cancel);
        await db.Set<Screen>().Where(screen => screen.Id == screenId && (screen.LastSeenAt == null || screen.LastSeenAt < before))
            .ExecuteUpdateAsync(screen => screen.SetProperty(s => s.LastSeenAt, now), cancel);
        if (await db.Set<Screen>().Where(screen => screen.Id == screenId && screen.TokenUsedAt == null)
            .ExecuteUpdateAsync(screen => screen.SetProperty(s => s.TokenUsedAt, now), cancel) > 0)
            await db.Set<ScreenPairing>().Where(pairing => pairing.ScreenId == screenId).ExecuteDeleteAsync(cancel);
    }
}
