using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

/// <summary>How many notes of stale days wait to be computed.</summary>
internal sealed class WaitingStaleDays()
    : HallGauge("servicehall.stale_days", "{note}", "Notes of days that wait to be computed again.")
{
    public override async Task<double> Read(HallDb db, CancellationToken cancel) =>
        await db.Set<StaleDay>().CountAsync(cancel);
}

/// <summary>For how long the oldest of them waits.</summary>
internal sealed class OldestStaleDay(TimeProvider clock)
    : HallGauge("servicehall.stale_days.oldest", "s",
        "How long the oldest note of stale days has waited; 0: there is none.")
{
    public override async Task<double> Read(HallDb db, CancellationToken cancel) =>
        await db.Set<StaleDay>().MinAsync(day => (DateTimeOffset?)day.At, cancel) is { } oldest
            ? Math.Max(0, (clock.GetUtcNow() - oldest).TotalSeconds)
            : 0;
}
