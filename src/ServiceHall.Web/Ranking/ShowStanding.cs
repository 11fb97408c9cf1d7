using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Ranking;

/// <summary>The standing of a quarter, windows or people, for the section (考核 二).</summary>
internal sealed class ShowStanding(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays hallDays, HallRulebook rulebook)
{
    public const int PageSize = 50;

    internal sealed record Request(SubjectKind Kind, Quarter Quarter, int Page);

    /// <param name="Of">A window's unit; a person's window at the last posting of the quarter.</param>
    internal sealed record Row(int Id, string Name, string Of, Rules.Ranking.Place Place);

    internal sealed record Found(IReadOnlyList<Row> Rows, int Total, int Page);

    public async Task<Answer<Found>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "ranking.show", Right.SeeAllScores, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var places = await QuarterStanding.Read(act.Db, request.Kind, request.Quarter, clock, hallDays, rulebook, cancel);
        var number = ListPages.Nearest(request.Page, places.Count, PageSize);
        var page = places.Skip((number - 1) * PageSize).Take(PageSize).ToList();
        var ids = page.ConvertAll(place => place.Score.Subject.Id);
        var days = request.Quarter.Days;
        var names = request.Kind == SubjectKind.Window
            ? await act.Db.Windows.Where(window => ids.Contains(window.Code))
                .Select(window => new { Key = window.Code, window.Id, window.Name, Of = (string?)window.Unit!.Name }).ToDictionaryAsync(row => row.Key, cancel)
            : await act.Db.Staff.Where(staff => ids.Contains(staff.Number))
                .Select(staff => new
                {
                    Key = staff.Number, staff.Id, staff.Name,
                    Of = staff.Postings.Where(post => post.From <= days.Last && (post.To == null || post.To >= days.First))
                        .OrderByDescending(post => post.From).Select(post => post.Window!.Name).FirstOrDefault(),
                })
                .ToDictionaryAsync(row => row.Key, cancel);
        return new Found(
            [.. page.Select(place => (Place: place, Named: names[place.Score.Subject.Id]))
                .Select(pair => new Row(pair.Named.Id, pair.Named.Name, pair.Named.Of ?? "", pair.Place))],
            places.Count,
            number);
    }
}
