using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Boards;

/// <summary>
/// The screen asks whether it has been paired, and collects its token. Until the token is used, asking again gives a
/// new one and voids the one before: an answer that was lost on the network costs nothing.
/// </summary>
internal sealed class CollectToken(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>What the screen is told.</summary>
    /// <param name="Status"><c>waiting</c> or <c>paired</c>.</param>
    /// <param name="Token">With <c>paired</c>.</param>
    internal sealed record Collected(string Status, string? Token);

    public async Task<Answer<Collected>> Run(string pairingId, CancellationToken cancel)
    {
        var (now, hash) = (clock.GetUtcNow(), ScreenToken.Hash(pairingId));
        await using var db = await factory.CreateDbContextAsync(cancel);
        var pairing = await db.Set<ScreenPairing>().Include(p => p.Screen)
            .SingleOrDefaultAsync(p => p.SecretHash == hash && p.ExpiresAt > now, cancel);
        if (pairing is null || pairing.Screen is { TokenUsedAt: not null } or { RevokedAt: not null })
            return new Refusal("配对码已失效，请重新取得。", Kind: RefusalKind.NotFound);
        if (pairing.Screen is not { } screen)
            return new Collected("waiting", null);
        var token = ScreenToken.New();
        screen.TokenHash = ScreenToken.Hash(token);
        await db.SaveChangesAsync(cancel);
        return new Collected("paired", token);
    }
}
