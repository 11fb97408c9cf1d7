using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.People;

/// <summary>Reads who is posted where, as the rules want it: people by staff number, windows and halls by code.</summary>
internal static class Rosters
{
    /// <summary>The postings that fulfil a condition, with the windows they name.</summary>
    public static async Task<Roster> Read(HallDb db, Expression<Func<Posting, bool>> which, CancellationToken cancel)
    {
        var rows = await db.Postings.AsNoTracking().Where(which)
            .Select(post => new
            {
                post.Staff!.Number, Window = post.Window!.Code, Unit = post.Window.Unit!.Name, Site = (string?)post.Window.Site!.Code,
                post.Role, post.Kind, post.From, post.To, post.Staff.LeftOn,
            })
            .ToListAsync(cancel);
        return new Roster(
            rows.DistinctBy(row => row.Window).Select(row => new Rules.People.Window(
                new WindowId(row.Window), row.Unit, row.Site is null ? null : new SiteId(row.Site))),
            rows.Select(row => new Rules.People.Posting(
                new StaffId(row.Number), new WindowId(row.Window), row.Role, row.Kind, row.From, Earlier(row.To, row.LeftOn)))
                .Where(post => post.From <= post.LastDay));
    }

    // Whoever has left is posted no longer, whatever the posting says.
    private static DateOnly? Earlier(DateOnly? to, DateOnly? left) => to is null || left < to ? left ?? to : to;
}
