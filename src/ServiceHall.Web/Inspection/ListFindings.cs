using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Inspection;

/// <summary>The inspection log, newest first, as far as the actor may see it.</summary>
internal sealed class ListFindings(IDbContextFactory<HallDb> factory, TimeProvider clock, HallRulebook rulebook)
{
    public const int PageSize = 30;

    /// <summary>Which of them.</summary>
    internal enum State
    {
        All,

        /// <summary>Waits for verification (待查实).</summary>
        Unverified,

        /// <summary>An unannounced visit that the section has not filed yet (待归档).</summary>
        Unfiled,
    }

    /// <summary>One page of what matches; the text is looked for in window, person, code and note.</summary>
    internal sealed record Request(string Text, InspectionKind? Inspection, State State, int Page, int? Id = null);

    /// <summary>One finding with what follows from it; <paramref name="Judged"/> is null until it is filed.</summary>
    internal sealed record Row(Finding Finding, ScoreItem Item, JudgedFinding? Judged);

    internal sealed record Found(IReadOnlyList<Row> Rows, int Total, int Page);

    public async Task<Answer<Found>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "inspection.list", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var pattern = Like.Containing(request.Text);
        var needing = Needing(act.Today);
        var found = act.Db.Set<Finding>().VisibleTo(act.Rights)
            .Where(finding => request.Id == null || finding.Id == request.Id)
            .Where(finding => request.Inspection == null || finding.Inspection == request.Inspection)
            .Where(finding => request.State != State.Unfiled || finding.FiledAt == null)
            .Where(finding => request.State != State.Unverified || (finding.VerifiedAt == null && needing.Contains(finding.Code)))
            .Where(finding => EF.Functions.ILike(Like.Key(finding.Window!.Name + " " + finding.Window.Code), pattern, Like.Escape)
                || EF.Functions.ILike(Like.Key(finding.Staff!.Name + " " + finding.Staff.Number), pattern, Like.Escape)
                || EF.Functions.ILike(Like.Key(finding.Code), pattern, Like.Escape) || EF.Functions.ILike(Like.Key(finding.Note), pattern, Like.Escape));
        var total = await found.CountAsync(cancel);
        var number = ListPages.Nearest(request.Page, total, PageSize);
        var page = await found.AsNoTracking().Include(finding => finding.Window).Include(finding => finding.Staff)
            .Include(finding => finding.LoggedBy).Include(finding => finding.VerifiedBy)
            .Include(finding => finding.Photos.OrderBy(photo => photo.UploadedAt)).AsSplitQuery()
            .OrderByDescending(finding => finding.FoundAt).ThenByDescending(finding => finding.Id)
            .Skip((number - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        var units = page.Select(finding => FindingUnit.Of(finding, rulebook)).Distinct().ToList();
        var judged = (await FindingUnits.Judge(act.Db, units, null, rulebook, clock, cancel)).ToDictionary(one => one.Finding.Id);
        Row[] rows =
        [
            .. page.Select(finding => new Row(
                finding, rulebook.On(finding.Day).Scoring[finding.Code], judged.GetValueOrDefault(FindingUnits.Name(finding.Id)))),
        ];
        return new Found(rows, total, number);
    }

    private List<string> Needing(DateOnly day) =>
        [.. rulebook.On(day).Scoring.Items.Values.Where(item => item.NeedsVerification).Select(item => item.Code)];
}
