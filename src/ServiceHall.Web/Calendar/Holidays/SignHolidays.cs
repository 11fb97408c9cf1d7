using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Import;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar.Holidays;

/// <summary>The second signature under a notice that somebody else has imported; with it the notice is
/// written.</summary>
internal sealed class SignHolidays(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public static readonly Refusal ChangedSince = new("预览之后日历有了变化，没有写入。请重新核对预览。", Kind: RefusalKind.Conflict);

    private static readonly Refusal NotWaiting = new("它已经签过字或已撤回，不再等待。请刷新。", Kind: RefusalKind.Conflict);

    /// <summary>What was signed.</summary>
    /// <param name="TooLate">Days that would have become workdays when they had come already: they stay off.</param>
    internal sealed record Signed(int Year, IReadOnlyList<DateOnly> TooLate);

    /// <param name="Plan">What it would do now; null: it cannot be any more, and <paramref name="WhyNot"/> says
    /// why.</param>
    internal sealed record Waiting(ImportRecord Import, HolidayPlan? Plan, string? WhyNot);

    /// <summary>The notices that wait, with what they would do now.</summary>
    public async Task<Answer<IReadOnlyList<Waiting>>> List(Actor actor, CancellationToken cancel)
    {
        var waiting = new List<Waiting>();
        List<ImportFile> files;
        await using (var act = await Act.Begin(factory, clock, actor, "calendar.waiting-imports", Right.EditCalendar,
            cancel))
        {
            if (act.Refusal is { } refusal)
                return refusal;
            files = await act.Db.Set<ImportFile>().AsNoTracking().Include(file => file.Import)
                .ThenInclude(import => import!.Importer)
                .Where(file => file.Import!.Kind == HolidayImports.Kind && file.Import.State == ImportState.Waiting)
                    .OrderBy(file => file.ImportId).Take(10).ToListAsync(cancel);
        }

        foreach (var file in files)
        {
            // Each is laid on the days as they are and rolled back.
            await using var trial = await Act.Begin(factory, clock, actor, "calendar.waiting-imports",
                Right.EditCalendar, cancel);
            if (trial.Refusal is { } gone)
                return gone;
            var laid = await LaidNotice.Of(trial, file.Import!.FileName, file.Bytes, file.Import.ImporterId, cancel);
            waiting.Add(new Waiting(file.Import, laid.Refusal is null ? laid.Value.Plan : null, laid.Refusal?.Text));
        }

        return waiting;
    }

    /// <summary>Signs one; from now on it holds. Nobody signs what they imported themselves.</summary>
    /// <param name="fingerprint">That of the plan which the signer has seen.</param>
    public async Task<Answer<Signed>> Sign(Actor actor, int importId, string fingerprint, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "calendar.sign-import", Right.EditCalendar,
            cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (await Locked(act, importId, cancel) is not { } import)
            return ImportKinds.None;
        if (import.State != ImportState.Waiting)
            return NotWaiting;
        if (import.ImporterId == actor.StaffId)
            return await act.RefuseAsNotAllowed($"import {importId}", new Refusal("第二人签字不能由导入人自己完成，请由另一位同事签字。"),
                cancel);
        var file = await act.Db.Set<ImportFile>().AsNoTracking()
            .SingleAsync(file => file.ImportId == importId, cancel);
        var laid = await LaidNotice.Of(act, import.FileName, file.Bytes, import.ImporterId, cancel);
        if (laid.Refusal is { } no)
            return no;
        var (plan, row, before, past) = laid.Value;
        if (plan.Fingerprint() != fingerprint)
            return ChangedSince;
        if (await LaidNotice.NotePast(act, past, $"导入 {plan.Year} 年放假安排", cancel) is { } closed)
            return closed;
        act.Db.Add(WriteImport.Fact(importId, act.Db.Entry(row), before, (0, plan.Words)));
        (import.State, import.SignedById, import.SignedAt, import.Words) = (ImportState.Done, act.Rights.StaffId,
            act.Now, plan.Words);
        act.Record($"year {plan.Year}", $"{import.FileName}：{plan.Words}");
        await act.Commit(cancel);
        return new Signed(plan.Year, plan.TooLate);
    }

    /// <summary>Withdraws one that waits; the days stay as they are.</summary>
    public async Task<Answer<Done>> Withdraw(Actor actor, int importId, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "calendar.withdraw-import", Right.EditCalendar,
            cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (await Locked(act, importId, cancel) is not { } import)
            return ImportKinds.None;
        if (import.State != ImportState.Waiting)
            return NotWaiting;
        (import.State, import.EndedById, import.EndedAt) = (ImportState.Withdrawn, act.Rights.StaffId, act.Now);
        act.Record($"import {importId}", import.FileName);
        await act.Commit(cancel);
        return new Done();
    }

    private static Task<ImportRecord?> Locked(Act act, int id, CancellationToken cancel) => act.Db.Set<ImportRecord>()
        .FromSql($"SELECT *, xmin FROM import_record WHERE id = {id} AND kind = {HolidayImports.Kind} FOR UPDATE")
            .SingleOrDefaultAsync(cancel);
}
