using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Import;

/// <summary>One import: its lines, and for each what stands in the way of taking it back.</summary>
internal sealed class ShowImport(IDbContextFactory<HallDb> factory, TimeProvider clock, ImportKinds kinds)
{
    public const int PageSize = 50;

    /// <summary>What a line of the file did, and what rests on it now.</summary>
    internal sealed record Line(int Number, string Words, IReadOnlyList<string> Hindrances);

    /// <param name="Hindered">How many lines something rests on; only of an import that is written.</param>
    /// <param name="Page">Which page of the lines it is, those in the way first.</param>
    /// <param name="HasFile">Whether file and values of before are still there.</param>
    /// <param name="MayTakeBack">Whether whoever looks may take it back.</param>
    /// <param name="WantsReason">Whether that takes a reason.</param>
    internal sealed record Found(ImportRecord Import, string Title, IReadOnlyList<Line> Lines, int Total,
        int Hindered, int Page, bool HasFile, bool MayTakeBack, bool WantsReason);

    /// <param name="page">From 1 on.</param>
    public async Task<Answer<Found>> Run(Actor actor, int id, int page, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "import.show", Right.ImportPeople, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var import = await act.Db.Set<ImportRecord>().AsNoTracking().Include(import => import.Importer)
            .Include(import => import.SignedBy)
            .Include(import => import.EndedBy).SingleOrDefaultAsync(import => import.Id == id, cancel);
        if (import is null || kinds.Find(import.Kind) is not { } kind || !act.Rights.May(kind.Right))
            return ImportKinds.None;
        var facts = await act.Db.Set<ImportedFact>().AsNoTracking().Where(fact => fact.ImportId == id)
            .OrderBy(fact => fact.Line).ThenBy(fact => fact.Id).ToListAsync(cancel);
        var hindrances = (import.State == ImportState.Done ? await kind.HindrancesTo(act.Db, import, facts, cancel)
            : []).ToLookup(one => one.Line, one => one.Text);
        var lines = facts.GroupBy(fact => fact.Line)
            .Select(line => new Line(line.Key, line.First().Words,
            [.. hindrances[line.Key].Distinct(StringComparer.Ordinal)]))
            .OrderByDescending(line => line.Hindrances.Count > 0).ThenBy(line => line.Number).ToList();
        page = ListPages.Nearest(page, lines.Count, PageSize);
        return new Found(
            import, kind.Title, [.. lines.Skip((page - 1) * PageSize).Take(PageSize)], lines.Count,
                lines.Count(line => line.Hindrances.Count > 0), page,
            await act.Db.Set<ImportFile>().AnyAsync(file => file.ImportId == id, cancel),
            act.Rights.May(kind.TakingBack.Right), kind.TakingBack.FaultOf is not null);
    }
}
