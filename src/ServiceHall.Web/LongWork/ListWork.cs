using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.LongWork;

/// <summary>Long works, the newest first: one's own, or everybody's for those who see what the hall does by itself.</summary>
internal sealed class ListWork(IDbContextFactory<HallDb> factory, TimeProvider clock, WorkKinds kinds)
{
    public const int PageSize = 20;

    /// <param name="Page">Which page it is; beyond the last there is the last one.</param>
    internal sealed record Found(IReadOnlyList<WorkView> Rows, int Total, int Page);

    /// <param name="ofAll">Everybody's.</param>
    /// <param name="page">From 1 on.</param>
    public async Task<Answer<Found>> Run(Actor actor, bool ofAll, int page, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "work.list", ofAll ? Right.SeeTimetable : null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var works = act.Db.Set<LongWork>().Where(work => ofAll || work.StarterId == actor.StaffId);
        var total = await works.CountAsync(cancel);
        page = ListPages.Nearest(page, total, PageSize);
        var rows = works.OrderByDescending(work => work.Id).Skip((page - 1) * PageSize).Take(PageSize);
        return new Found(await WorkViews.Read(act.Db, kinds, rows, cancel), total, page);
    }

    /// <summary>The newest of one's own works of a kind that has not ended; null: there is none.</summary>
    public async Task<Answer<int?>> Open(Actor actor, string kind, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "work.list", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        return await act.Db.Set<LongWork>().Where(work => work.StarterId == actor.StaffId && work.Kind == kind && work.EndedAt == null)
            .MaxAsync(work => (int?)work.Id, cancel);
    }
}
