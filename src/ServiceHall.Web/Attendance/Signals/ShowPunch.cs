using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance.Signals;

/// <summary>One punch in detail. Its raw position is for the section head only, and each look at it is on record.</summary>
internal sealed class ShowPunch(IDbContextFactory<HallDb> factory, TimeProvider clock, RetentionPlan plan)
{
    /// <summary>A punch, the names of its window and hall, and whether a raw position is still kept.</summary>
    internal sealed record Shown(Punch Punch, string? Window, string? Site, bool HasPosition);

    public async Task<Answer<Shown>> Run(Actor actor, long punchId, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "punch.show", Right.WatchPunches, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (await act.Db.Set<Punch>().AsNoTracking().Include(row => row.Staff).SingleOrDefaultAsync(row => row.Id == punchId, cancel) is not { } punch)
            return new Refusal("没有这次打卡，请返回列表。", Kind: RefusalKind.NotFound);
        return new Shown(
            punch,
            await act.Db.Windows.Where(window => window.Id == punch.WindowId).Select(window => window.Name).SingleOrDefaultAsync(cancel),
            await act.Db.Sites.Where(site => site.Id == punch.SiteId).Select(site => site.Name).SingleOrDefaultAsync(cancel),
            await act.Db.Set<PunchPosition>().AnyAsync(position => position.PunchId == punchId, cancel));
    }

    /// <summary>The raw position of a punch.</summary>
    public async Task<Answer<PunchPosition>> Position(Actor actor, long punchId, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "punch.position", Right.SeePositions, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var found = await act.Db.Set<PunchPosition>().AsNoTracking().Where(row => row.PunchId == punchId)
            .Select(row => new { Position = row, row.Punch!.Staff!.Number, row.Punch.Staff.Name }).SingleOrDefaultAsync(cancel);
        if (found is null)
            return new Refusal($"这次打卡没有原始坐标，或已超过 {plan.Policy.Of(ExpirePositions.KindCode, act.Today).Words}被删除。距离和精度仍在。", Kind: RefusalKind.NotFound);
        // First on record, then seen.
        act.Record($"punch {punchId}", found.Number);
        await act.Commit(cancel);
        return found.Position;
    }
}
