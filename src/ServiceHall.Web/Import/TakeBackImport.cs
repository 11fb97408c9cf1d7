using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Import;

/// <summary>
/// Takes an import back as a whole: everything is as before, or nothing changes. While something rests on what it wrote,
/// or somebody has changed that since, it stands.
/// </summary>
internal sealed class TakeBackImport(IDbContextFactory<HallDb> factory, TimeProvider clock, ImportKinds kinds)
{
    private const int MostNamed = 5;

    /// <param name="reason">Why, where the kind wants to know (<see cref="IImportKind.TakingBack"/>).</param>
    public async Task<Answer<Done>> Run(Actor actor, int id, string reason, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "import.take-back", Right.ImportPeople, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        // Of two who take it back in one moment the later one finds it taken back.
        var import = await act.Db.Set<ImportRecord>()
            .FromSql($"SELECT *, xmin FROM import_record WHERE id = {id} FOR UPDATE").SingleOrDefaultAsync(cancel);
        if (import is null || kinds.Find(import.Kind) is not { } kind || !act.Rights.May(kind.Right))
            return ImportKinds.None;
        if (!act.Rights.May(kind.TakingBack.Right))
            return await act.RefuseAsNotAllowed($"import {id}", kind.TakingBack.WhyNot ?? ImportKinds.None, cancel);
        if (import.State != ImportState.Done)
            return new Refusal("这次导入没有写入，或已经撤回。请刷新。", Kind: RefusalKind.Conflict);
        if (kind.TakingBack.FaultOf?.Invoke(reason) is { } fault)
            return fault;
        // The values of before went with the file.
        if (!await act.Db.Set<ImportFile>().AnyAsync(file => file.ImportId == id, cancel))
            return ImportKinds.Expired;
        var facts = await act.Db.Set<ImportedFact>().AsNoTracking().Where(fact => fact.ImportId == id)
            .OrderBy(fact => fact.Id).ToListAsync(cancel);
        var hindrances = await kind.HindrancesTo(act.Db, import, facts, cancel);
        if (hindrances.Count > 0)
            return InTheWay(hindrances);
        var why = kind.TakingBack.FaultOf is null ? "" : reason.Trim();
        if (await kind.TakeBack(act, import, facts, why, cancel) is { } no)
            return no;
        act.Record($"import {id}", $"{kind.Title}：{import.Words}{(why.Length > 0 ? $"；原因：{why}" : "")}");
        if (why.Length > 0)
            import.Words = Cut.To($"撤回原因：{why}；{import.Words}", ImportTables.WordsLength);
        (import.State, import.EndedById, import.EndedAt) = (ImportState.TakenBack, act.Rights.StaffId, act.Now);
        try
        {
            await act.Commit(cancel);
            return new Done();
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal("撤回前，这次导入写入的内容刚被他人改动，没有撤回。请刷新后核对。", Kind: RefusalKind.Conflict);
        }
        catch (Exception clash) when (clash.GetBaseException() is PostgresException
        {
            SqlState: PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation
                or PostgresErrorCodes.ExclusionViolation or PostgresErrorCodes.UniqueViolation,
        })
        {
            return new Refusal("这次导入写入的人员、窗口或任职已有其他记录用到，不能整批撤回，没有改动任何内容。请逐个更正。", Kind: RefusalKind.Conflict);
        }
    }

    private static Refusal InTheWay(IReadOnlyList<Hindrance> hindrances)
    {
        var named = hindrances.Take(MostNamed).Select(one => one.Line > 0 ? $"第 {one.Line} 行：{one.Text}" : one.Text);
        var which = string.Join("；", named) + (hindrances.Count > MostNamed ? " 等" : "");
        return new Refusal(
            $"有 {hindrances.Count} 处已经用到或改动了这次导入的内容，不能整批撤回，没有改动任何内容。{which}。请逐个更正。",
            Kind: RefusalKind.Conflict);
    }
}
