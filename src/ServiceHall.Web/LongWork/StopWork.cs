using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.LongWork;

/// <summary>Stops a long work: its starter does, or whoever may run the timetable. Who runs it sees it within a second.</summary>
internal sealed class StopWork(IDbContextFactory<HallDb> factory, NpgsqlDataSource database, TimeProvider clock, WorkKinds kinds)
{
    public async Task<Answer<Done>> Run(Actor actor, int id, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "work.stop", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        // Whoever takes the work meanwhile waits for the row, and then finds that it is to stop.
        var work = await act.Db.Set<LongWork>().FromSql($"SELECT *, xmin FROM long_work WHERE id = {id} FOR UPDATE").AsTracking().SingleOrDefaultAsync(cancel);
        if (work is null)
            return WorkViews.None;
        if (work.StarterId != actor.StaffId && !act.Rights.May(Right.SeeTimetable))
            return await act.RefuseAsUnseen($"work {id}", WorkViews.None, cancel);
        if (work.StarterId != actor.StaffId && !act.Rights.May(Right.RunTimetable))
            return await act.RefuseAsNotAllowed($"work {id}", new Refusal("这是别人发起的后台任务，您不能停止它，本次尝试已记录。"), cancel);
        if (!work.IsOpen)
            return new Refusal("这项任务已经结束，不用停止。请刷新后查看结果。", Kind: RefusalKind.Conflict);
        if (work.StopAskedAt is null)
        {
            (work.StopAskedAt, work.StopAskedById) = (act.Now, actor.StaffId);
            act.Record($"work {id}", kinds.Title(work.Kind));
        }

        // The row is let go before its end is written.
        await act.Commit(cancel);
        await EndIfNobodyRunsIt(id, cancel);
        return new Done();
    }

    private async Task EndIfNobodyRunsIt(int id, CancellationToken cancel)
    {
        await using var alone = await SessionLock.Take(database, SessionLock.Works, $"{id}", cancel);
        if (alone is null)
            return;
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var work = await db.Set<LongWork>().AsNoTracking().SingleAsync(row => row.Id == id, cancel);
        await EndedWork.Stop(db, clock, work, kinds.Find(work.Kind), cancel);
        await transaction.CommitAsync(cancel);
    }
}
