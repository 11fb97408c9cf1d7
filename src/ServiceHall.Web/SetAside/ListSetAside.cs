using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.SetAside;

/// <summary>What jobs could not do (搁置事项), the oldest first, for whoever sees the timetable.</summary>
internal sealed class ListSetAside(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public const int PageSize = 30;

    internal sealed record Found(IReadOnlyList<SetAsideItem> Rows, int Total, int Page);

    public async Task<Answer<Found>> Run(Actor actor, int page, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "set-aside.list", Right.SeeTimetable, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var items = act.Db.Set<SetAsideItem>().AsNoTracking();
        var total = await items.CountAsync(cancel);
        page = ListPages.Nearest(page, total, PageSize);
        var rows = await items.OrderBy(item => item.Since).ThenBy(item => item.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        return new Found(rows, total, page);
    }
}
