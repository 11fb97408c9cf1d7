using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Boards;

/// <summary>How many screens are alive, and whether one is silent.</summary>
internal sealed class ScreenFigures(TimeProvider clock) : StartFigures(400, Right.RunBoards)
{
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
