using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Rules.Scoring;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Scoring;

/// <summary>The scores of a quarter for the section, by person or by window, the highest first.</summary>
internal sealed class ListScores(IDbContextFactory<HallDb> factory, TimeProvider clock, HallRulebook rulebook)
{
    public const int PageSize = 30;

    /// <summary>One page of what matches; the text is looked for in number, name, window and unit.</summary>
    internal sealed record Request(SubjectKind Kind, Quarter Quarter, string Text, int Page);

    /// <param name="Of">A person's window and unit, a window's unit.</param>
    internal sealed record Row(int Id, string Number, string Name, string Of, Score Score);

    internal sealed record Found(IReadOnlyList<Row> Rows, int Total, int Page);

    private sealed record Named(int Id, string Number, string Name, string Of);

    public async Task<Answer<Found>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "scoring.list", Right.SeeAllScores, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var scores = (await QuarterBook.Read(act.Db, request.Quarter, act.Today, rulebook, cancel))
            .Where(score => score.Subject.Kind == request.Kind).ToDictionary(score => score.Subject.Id);
        var found = (request.Kind == SubjectKind.Person ? await People(act, request.Quarter, cancel) : await Windows(act, cancel))
            .Where(named => scores.ContainsKey(named.Number) && Fold.Contains($"{named.Number} {named.Name} {named.Of}", request.Text))
            .Select(named => new Row(named.Id, named.Number, named.Name, named.Of, scores[named.Number]))
            .OrderByDescending(row => row.Score.Value).ThenBy(row => row.Score.AllDeducted).ThenBy(row => row.Score.Subject)
            .ToList();
        var page = ListPages.Nearest(request.Page, found.Count, PageSize);
        return new Found([.. found.Skip((page - 1) * PageSize).Take(PageSize)], found.Count, page);
    }

    private static Task<List<Named>> People(Act act, Quarter quarter, CancellationToken cancel)
    {
        var days = quarter.Days;
        return act.Db.Staff.AsNoTracking()
            .Select(staff => new
            {
                Staff = staff,
                Last = staff.Postings.Where(post => post.From <= days.Last && (post.To == null || post.To >= days.First))
                    .OrderByDescending(post => post.From).Select(post => post.Window!.Name + " · " + post.Window.Unit!.Name).FirstOrDefault(),
            })
            .Where(row => row.Last != null)
            .Select(row => new Named(row.Staff.Id, row.Staff.Number, row.Staff.Name, row.Last!)).ToListAsync(cancel);
    }

    private static Task<List<Named>> Windows(Act act, CancellationToken cancel) => act.Db.Windows.AsNoTracking()
        .Select(window => new Named(window.Id, window.Code, window.Name, window.Unit!.Name)).ToListAsync(cancel);
}
