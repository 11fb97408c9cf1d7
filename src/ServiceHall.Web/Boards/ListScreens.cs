using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Boards;

/// <summary>The section sees which screens are alive, and what they show.</summary>
internal sealed class ListScreens(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>Three reports missed.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    /// <summary>How a screen is.</summary>
    internal enum Life
    {
        /// <summary>Paired, and never seen yet.</summary>
        New,

        /// <summary>Heard from in the last 45 s.</summary>
        Alive,

        /// <summary>Alive, and not showing the newest snapshot.</summary>
        Behind,

        /// <summary>Not heard from.</summary>
        Silent,
    }

    /// <summary>One screen.</summary>
    /// <param name="NumberShown">What it showed when it was last seen.</param>
    /// <param name="Newest">The newest number of its board.</param>
    internal sealed record Row(
        int Id, string Name, ScreenKind Kind, string Site, Life Life, DateTimeOffset? LastSeenAt, DateTimeOffset? DrawnAt, long NumberShown, long Newest, string? Version);

    /// <summary>A hall that a screen can be for.</summary>
    internal sealed record SiteName(int Id, string Name);

    /// <summary>The screens that are not revoked, by name; and the halls.</summary>
    internal sealed record Found(IReadOnlyList<Row> Screens, IReadOnlyList<SiteName> Sites);

    public async Task<Answer<Found>> Run(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "boards.screens", Right.RunBoards, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var screens = await act.Db.Set<Screen>().AsNoTracking().Where(screen => screen.RevokedAt == null).OrderBy(screen => screen.Name)
            .Select(screen => new
            {
                Screen = screen,
                Site = screen.Site!.Name,
                Newest = act.Db.Set<Board>().Where(board => board.SiteId == screen.SiteId).Select(board => board.Number).FirstOrDefault(),
            })
            .ToListAsync(cancel);
        var sites = await act.Db.Sites.AsNoTracking().OrderBy(site => site.Id).Select(site => new SiteName(site.Id, site.Name)).ToListAsync(cancel);
        var rows = screens.Select(s => new Row(
            s.Screen.Id, s.Screen.Name, s.Screen.Kind, s.Site, LifeOf(s.Screen, s.Newest, act.Now), s.Screen.LastSeenAt, s.Screen.DrawnAt,
            s.Screen.NumberShown, s.Newest, s.Screen.ProgramVersion));
        return new Found([.. rows], sites);
    }

    private static Life LifeOf(Screen screen, long newest, DateTimeOffset now) => screen.LastSeenAt switch
    {
        null => Life.New,
        { } seen when now - seen > Silence => Life.Silent,
        _ => screen.Kind != ScreenKind.Board || screen.NumberShown == newest ? Life.Alive : Life.Behind,
    };
}
