using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Import;

/// <summary>The imports of all kinds that somebody may see, the newest first.</summary>
internal sealed class ListImports(IDbContextFactory<HallDb> factory, TimeProvider clock, ImportKinds kinds)
{
    public const int PageSize = 20;

    /// <param name="Page">Which page it is; beyond the last there is the last one.</param>
    internal sealed record Found(IReadOnlyList<ImportRecord> Rows, IReadOnlyDictionary<string, string> Titles,
        int Total, int Page);

    /// <param name="page">From 1 on.</param>
    public async Task<Answer<Found>> Run(Actor actor, int page, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "import.list", Right.ImportPeople, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var own = kinds.For(act.Rights).ToDictionary(kind => kind.Code, kind => kind.Title, StringComparer.Ordinal);
        var imports = act.Db.Set<ImportRecord>().AsNoTracking().Where(import => own.Keys.Contains(import.Kind));
        var total = await imports.CountAsync(cancel);
        page = ListPages.Nearest(page, total, PageSize);
        var rows = await imports.Include(import => import.Importer).Include(import => import.SignedBy)
            .Include(import => import.EndedBy)
            .OrderByDescending(import => import.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        return new Found(rows, own, total, page);
    }
}
