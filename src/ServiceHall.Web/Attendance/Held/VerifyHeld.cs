using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance.Held;

/// <summary>The section sees to presses that were held (待核实打卡): what came of each is kept in its words, on record.</summary>
internal sealed class VerifyHeld(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public const int PageSize = 30;

    internal sealed record Found(IReadOnlyList<HeldPunch> Rows, int Total, int Page);

    /// <summary>Those that wait, the oldest first; with all, also those that are seen to.</summary>
    public async Task<Answer<Found>> List(Actor actor, bool all, int page, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "punch.held", Right.KeepAttendance, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var held = act.Db.Set<HeldPunch>().AsNoTracking().Where(one => all || one.VerifiedAt == null);
        var total = await held.CountAsync(cancel);
        page = ListPages.Nearest(page, total, PageSize);
        return new Found(await held.Include(one => one.Staff).Include(one => one.VerifiedBy).OrderBy(one => one.Id)
            .Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancel), total, page);
    }

    public async Task<Answer<Done>> Run(Actor actor, long id, string remark, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "punch.verify-held", Right.KeepAttendance, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (remark.Trim() is not { Length: >= 2 and <= HeldPunchTables.RemarkLength } words)
            return new Refusal($"请写明核实的结果（2 至 {HeldPunchTables.RemarkLength} 个字），例如：已登记免考勤。", "考勤 一(二)");
        if (await act.Db.Set<HeldPunch>().AsTracking().SingleOrDefaultAsync(one => one.Id == id && one.VerifiedAt == null, cancel) is not { } held)
            return new Refusal("这次打卡已核实，或已不在。请刷新列表。", Kind: RefusalKind.Conflict);
        if (held.StaffId == actor.StaffId)
            return await act.RefuseAsNotAllowed($"held {id}", new("不能核实本人的打卡，请科室的另一位同事核实。", "考勤 一(二)"), cancel);
        (held.VerifiedAt, held.VerifiedById, held.Remark) = (act.Now, actor.StaffId, words);
        act.Record($"held {id}");
        await act.Commit(cancel);
        return new Done();
    }
}

/// <summary>Presses that were held and wait for the section.</summary>
internal sealed class HeldFigures() : StartFigures(155, Right.KeepAttendance)
{
    protected override IReadOnlyList<Due> Dues(HallDb db) =>
        [new("次打卡待核实（服务器时钟异常）", "/desk/held-punches", db.Set<HeldPunch>().Where(one => one.VerifiedAt == null).Select(_ => 1))];
}
