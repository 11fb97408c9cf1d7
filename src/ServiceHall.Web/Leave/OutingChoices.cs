using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>The people posted today, to be chosen for an outing.</summary>
internal sealed class OutingChoices(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public const int PageSize = 20;

    internal sealed record Person(int Id, string Number, string Name, string Window, string Unit);

    internal sealed record Found(IReadOnlyList<Person> Rows, int Total, int Page);

    /// <summary>A page of those whose name, number, window or unit holds the text.</summary>
    public async Task<Answer<Found>> Run(Actor actor, string text, int page, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "leave.choose-people", Right.FileLeave, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var found = Posted(act, text);
        var total = await found.CountAsync(cancel);
        var number = ListPages.Nearest(page, total, PageSize);
        var rows = await found.OrderBy(post => post.Window!.Code).ThenBy(post => post.Staff!.Number).Skip((number - 1) * PageSize).Take(PageSize)
            .Select(post => new Person(post.StaffId, post.Staff!.Number, post.Staff.Name, post.Window!.Name, post.Window.Unit!.Name)).ToListAsync(cancel);
        return new Found(rows, total, number);
    }

    /// <summary>All of them.</summary>
    public async Task<Answer<IReadOnlyList<int>>> All(Actor actor, string text, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "leave.choose-people", Right.FileLeave, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        return await Posted(act, text).Select(post => post.StaffId).ToArrayAsync(cancel);
    }

    private static IQueryable<Posting> Posted(Act act, string text)
    {
        var pattern = Like.Containing(text);
        return act.Db.Postings.Where(post => post.From <= act.Today && (post.To == null || post.To >= act.Today) && (post.Staff!.LeftOn == null || post.Staff.LeftOn >= act.Today))
            .Where(post => EF.Functions.ILike(Like.Key(post.Staff!.Name + " " + post.Staff.Number + " " + post.Window!.Name + " " + post.Window.Unit!.Name), pattern, Like.Escape));
    }
}
