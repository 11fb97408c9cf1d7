using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Boards;

/// <summary>
/// How many screens are alive, whether one is silent, and which hall leaves people without a way to punch who do not agree
/// to their position being used: they were promised the code or the terminal.
/// </summary>
internal sealed class ScreenFigures(TimeProvider clock) : StartFigures(400, Right.RunBoards)
{
    protected override IReadOnlyList<Due> Dues(HallDb db) =>
    [
        new("个大厅没有动态码屏也没有打卡终端，不同意使用位置的人员无法打卡", BoardsModule.DeskPage, db.Sites
            .Where(site => db.Windows.Any(window => window.SiteId == site.Id)
                && !db.Set<Screen>().Any(screen => screen.SiteId == site.Id && screen.Kind != ScreenKind.Board && screen.RevokedAt == null))
            .Select(_ => 1)),
    ];

    protected override async Task<IReadOnlyList<Figure>> Read(HallDb db, CancellationToken cancel)
    {
        var since = clock.GetUtcNow() - ListScreens.Silence;
        var screens = await db.Set<Screen>().Where(screen => screen.RevokedAt == null)
            .GroupBy(_ => 1).Select(all => new { All = all.Count(), Alive = all.Count(screen => screen.LastSeenAt >= since) })
            .SingleOrDefaultAsync(cancel);
        return screens is null
            ? []
            : [new Figure($"{screens.Alive}/{screens.All}", "大屏正常显示", BoardsModule.DeskPage, Waits: screens.Alive < screens.All)];
    }
}
