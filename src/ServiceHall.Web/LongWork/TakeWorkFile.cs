using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.LongWork;

/// <summary>Hands over what came of a work, to whoever started it and to nobody else, on record.</summary>
internal sealed class TakeWorkFile(IDbContextFactory<HallDb> factory, TimeProvider clock, WorkKinds kinds, RetentionPlan plan)
{
    public async Task<Answer<UploadedFile>> Run(Actor actor, int id, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "work.download", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var work = await act.Db.Set<LongWork>().AsNoTracking().SingleOrDefaultAsync(work => work.Id == id, cancel);
        if (work is null)
            return WorkViews.None;
        if (work.StarterId != actor.StaffId && !act.Rights.May(Right.SeeTimetable))
            return await act.RefuseAsUnseen($"work {id}", WorkViews.None, cancel);
        if (work.StarterId != actor.StaffId)
            return await act.RefuseAsNotAllowed($"work {id}", new Refusal("这是别人发起的后台任务，您不能下载它的结果，本次尝试已记录。"), cancel);
        // Who lost the right since then has lost what it gave.
        if (kinds.Find(work.Kind) is not { } kind || !act.Rights.May(kind.Right))
            return await act.RefuseAsNotAllowed($"work {id}", new Refusal("您已没有这种后台任务的权限，不能再下载它的结果，本次尝试已记录。"), cancel);
        var file = await act.Db.Set<WorkFile>().AsNoTracking().SingleOrDefaultAsync(file => file.WorkId == id && file.IsResult, cancel);
        if (file is null)
            return new Refusal($"结果文件只保存 {plan.Policy.Of(ExpireWorkFiles.KindCode, act.Today).Words}，已经删除。需要时请重新发起。", Kind: RefusalKind.NotFound);
        act.Record($"work {id}", file.Name);
        await act.Commit(cancel);
        return new UploadedFile(file.ContentType, file.Name, file.Bytes);
    }
}
