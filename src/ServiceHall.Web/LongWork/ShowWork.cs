using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.LongWork;

/// <summary>One long work: for its starter, and for those who see what the hall does by itself.</summary>
internal sealed class ShowWork(IDbContextFactory<HallDb> factory, TimeProvider clock, WorkKinds kinds)
{
    public async Task<Answer<WorkView>> Run(Actor actor, int id, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "work.show", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var found = await WorkViews.Read(act.Db, kinds, act.Db.Set<LongWork>().Where(work => work.Id == id), cancel);
        if (found is not [var work])
            return WorkViews.None;
        if (work.StarterId != actor.StaffId && !act.Rights.May(Right.SeeTimetable))
            return await act.RefuseAsUnseen($"work {id}", WorkViews.None, cancel);
        return work;
    }
}
