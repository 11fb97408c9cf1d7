using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.People;

/// <summary>Everything the desk shows of one person.</summary>
internal sealed class ShowPerson(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    internal sealed record Post(int Id, int WindowId, string Window, string Unit, PostRole Role, PostKind Kind, DateOnly From, DateOnly? To, uint Version);

    internal sealed record Grant(HallRole Role, int? UnitId, string? Unit);

    /// <summary>A person, the postings with the latest first, and the state of the account.</summary>
    internal sealed record Found(
        int Id, string Number, string Name, DateOnly? LeftOn, uint Version, IReadOnlyList<Post> Postings, IReadOnlyList<Grant> Grants,
        bool HasPassword, DateTimeOffset? CodeExpiresAt, DateTimeOffset? LockedUntil, DateTimeOffset? ClosedAt);

    public async Task<Answer<Found>> Run(Actor actor, int staffId, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "people.show", Right.SeePeople, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var db = act.Db;
        var staff = await db.Staff.AsNoTracking().SingleOrDefaultAsync(person => person.Id == staffId, cancel);
        if (staff is null)
            return PeopleFaults.Gone;
        var postings = await db.Postings.AsNoTracking().Where(post => post.StaffId == staffId).OrderByDescending(post => post.From)
            .Select(post => new Post(
                post.Id, post.WindowId, post.Window!.Code + " " + post.Window.Name, post.Window.Unit!.Name, post.Role, post.Kind, post.From, post.To, post.Version))
            .ToListAsync(cancel);
        var grants = await (
            from grant in db.RoleGrants
            join unit in db.Units on grant.UnitId equals unit.Id into units
            from unit in units.DefaultIfEmpty()
            where grant.StaffId == staffId
            orderby grant.Role
            select new Grant(grant.Role, grant.UnitId, unit.Name)).ToListAsync(cancel);
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == staffId, cancel);
        return new Found(
            staff.Id, staff.Number, staff.Name, staff.LeftOn, staff.Version, postings, grants, account is { PasswordHash: not null, ClosedAt: null },
            account?.CodeHash is null ? null : account.CodeExpiresAt, account?.LockoutEnd, account?.ClosedAt);
    }
}
