using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.LongWork;

/// <summary>Deletes the files of works some days after their end, and works that nobody asks about any more.</summary>
internal sealed class ExpireWorks(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>How long files are kept after the end of their work.</summary>
    public const int DaysOfFiles = 7;

    /// <summary>As long as an audit is kept at least: six months.</summary>
    public const int DaysKept = 183;

    /// <returns>How many works lost their files or were deleted.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var (files, rows) = (clock.GetUtcNow().AddDays(-DaysOfFiles), clock.GetUtcNow().AddDays(-DaysKept));
        var emptied = await db.Set<WorkFile>().Where(file => db.Set<LongWork>().Any(work => work.Id == file.WorkId && work.EndedAt < files))
            .ExecuteDeleteAsync(cancel);
        return emptied + await db.Set<LongWork>().Where(work => work.EndedAt < rows).ExecuteDeleteAsync(cancel);
    }
}
