using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Schedules;

/// <summary>Deletes runs of the timetable that nobody asks about any more; what they did stands in the facts.</summary>
internal sealed class ExpireRuns(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>As long as an audit is kept at least: six months.</summary>
    public const int DaysKept = 183;

    /// <returns>How many were deleted.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var first = clock.GetUtcNow().AddDays(-DaysKept);
        return await db.Set<TimetableRun>().Where(run => run.StartedAt < first).ExecuteDeleteAsync(cancel);
    }
}
