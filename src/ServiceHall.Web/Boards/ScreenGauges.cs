using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Boards;

/// <summary>How many lobby screens are connected to this server.</summary>
internal sealed class ConnectedScreens(LiveScreens screens)
    : HallGauge("servicehall.screens.connected", "{screen}", "Lobby screens connected to this server.")
{
    public override Task<double> Read(HallDb db, CancellationToken cancel) => Task.FromResult((double)screens.Count);
}

/// <summary>How many paired screens, of all kinds and on all servers, have not been heard from for 45 s.</summary>
internal sealed class SilentScreens(TimeProvider clock)
    : HallGauge("servicehall.screens.silent", "{screen}",
        "Paired screens of all servers that were seen once and are silent.")
{
    public override async Task<double> Read(HallDb db, CancellationToken cancel)
    {
        var since = clock.GetUtcNow() - ListScreens.Silence;
        return await db.Set<Screen>()
            .CountAsync(screen => screen.RevokedAt == null && screen.LastSeenAt < since, cancel);
    }
}
