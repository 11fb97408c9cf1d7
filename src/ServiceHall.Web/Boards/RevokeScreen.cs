using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Boards;

/// <summary>The section revokes a screen: its token is void at once, on every server, and it shows a pairing code again.</summary>
internal sealed class RevokeScreen(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public async Task<Answer<Done>> Run(Actor actor, int screenId, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "boards.revoke", Right.RunBoards, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (await act.Db.Set<Screen>().SingleOrDefaultAsync(s => s.Id == screenId && s.RevokedAt == null, cancel) is not { } screen)
            return new Refusal("没有这块屏幕，或它已被注销。请刷新列表。", Kind: RefusalKind.NotFound);
        screen.RevokedAt = act.Now;
        act.Record($"screen {screen.Name}");
        // Rare, so it may notify in its own transaction: told if and only if it is true.
        await act.Db.Database.ExecuteSqlAsync($"SELECT pg_notify({BuildBoards.Channel}, {$"revoked:{screenId}"})", cancel);
        await act.Commit(cancel);
        return new Done();
    }
}
