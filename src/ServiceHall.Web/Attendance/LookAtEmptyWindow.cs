using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>Somebody of the section has seen to a window that may have stood empty; the first one stays on record.</summary>
internal sealed class LookAtEmptyWindow(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public async Task<Answer<Done>> Run(Actor actor, long id, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.look-at-empty", Right.WatchPresence, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var row = await act.Db.Set<EmptyWindow>().FromSql($"SELECT *, xmin FROM empty_window WHERE id = {id} FOR UPDATE").AsTracking().SingleOrDefaultAsync(cancel);
        if (row is null)
            return new Refusal($"没有编号为 {id} 的疑似空岗记录。请刷新页面。", Kind: RefusalKind.NotFound);
        if (row.LookedAt is not null)
            return new Done();
        (row.LookedAtById, row.LookedAt) = (actor.StaffId, act.Now);
        act.Record($"empty-window {id}");
        await act.Commit(cancel);
        return new Done();
    }
}
