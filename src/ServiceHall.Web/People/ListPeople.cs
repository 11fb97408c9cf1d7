using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.People;

/// <summary>Whom a list of people holds.</summary>
internal enum PeopleFilter
{
    /// <summary>在岗: posted today.</summary>
    Posted,

    /// <summary>未安排: of the hall, without a posting today.</summary>
    NotPosted,

    /// <summary>已离开.</summary>
    Left,

    All,
}

/// <summary>Lists people, a page at a time, by number, name, window, unit or granted role.</summary>
internal sealed class ListPeople(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <param name="Role">Only those to whom it was granted; null: whatever they have.</param>
    internal sealed record Request(string Text, PeopleFilter Filter, int Page, HallRole? Role = null);

    internal sealed record Row(
        int Id, string Number, string Name, string? Window, string? Unit, PostRole? Role, PostKind? Kind, DateOnly? LeftOn, bool HasPassword,
        IReadOnlyList<HallRole> Granted);

    internal sealed record Found(IReadOnlyList<Row> Rows, int Total, int Page);

    public async Task<Answer<Found>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "people.list", Right.SeePeople, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var (db, today) = (act.Db, act.Today);
        var pattern = Like.Containing(request.Text);
        var people =
            from staff in db.Staff.AsNoTracking()
            let post = staff.Postings.FirstOrDefault(p => p.From <= today && (p.To == null || p.To >= today))
            let left = staff.LeftOn != null && staff.LeftOn < today
            where EF.Functions.Like(staff.NumberKey, pattern, Like.Escape) || EF.Functions.ILike(Like.Key(staff.Name), pattern, Like.Escape)
                || (post != null && EF.Functions.ILike(Like.Key(post.Window!.Code + " " + post.Window.Name + " " + post.Window.Unit!.Name), pattern, Like.Escape))
            where request.Filter == PeopleFilter.All
                || (request.Filter == PeopleFilter.Left && left)
                || (request.Filter == PeopleFilter.Posted && !left && post != null)
                || (request.Filter == PeopleFilter.NotPosted && !left && post == null)
            where request.Role == null || db.RoleGrants.Any(grant => grant.StaffId == staff.Id && grant.Role == request.Role)
            orderby staff.Number
            select new Row(
                staff.Id, staff.Number, staff.Name, post == null ? null : post.Window!.Code + " " + post.Window.Name,
                post == null ? null : post.Window!.Unit!.Name, post == null ? null : post.Role, post == null ? null : post.Kind,
                staff.LeftOn, db.Accounts.Any(account => account.Id == staff.Id && account.PasswordHash != null && account.ClosedAt == null),
                db.RoleGrants.Where(grant => grant.StaffId == staff.Id).Select(grant => grant.Role).Distinct().ToList());
        var total = await people.CountAsync(cancel);
        var page = ListPages.Nearest(request.Page, total, PageSize);
        return new Found(await people.Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancel), total, page);
    }
}
