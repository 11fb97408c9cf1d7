using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.SetAside;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.LongWork;

/// <summary>Hands over again the works that nobody runs: their server was killed, or did not live to hand them over.</summary>
internal sealed class ResumeWorks(IDbContextFactory<HallDb> factory, NpgsqlDataSource database, WorkQueue queue, ILogger<ResumeWorks> log)
{
    /// <returns>How many were handed over by this call.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var open = await db.Set<LongWork>().Where(work => work.EndedAt == null).OrderBy(work => work.Id)
            .Select(work => new { work.Id, work.Job }).ToListAsync(cancel);
        var resumed = 0;
        foreach (var work in open)
        {
            try
            {
                resumed += await Resume(db, work.Id, work.Job, cancel) ? 1 : 0;
            }
            catch (Exception fault) when (ItemFault.IsOfItem(fault, cancel))
            {
                // Its page says that it waits; the others go on, and the next look is in seconds.
                log.LogError(fault, "Work {Id} could not be handed over.", work.Id);
            }
        }

        return resumed;
    }

    private async Task<bool> Resume(HallDb db, int id, string? before, CancellationToken cancel)
    {
        if ((before is not null && queue.Waits(before)) || await IsRun(id, cancel))
            return false;
        // Called twice it does no harm, so it is handed over also where somebody may be about to begin.
        var job = queue.Add(id);
        await db.Set<LongWork>().Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(of => of.Job, job), cancel);
        log.LogInformation("Work {Id}, which nobody runs, is handed over again.", id);
        return true;
    }

    private async Task<bool> IsRun(int id, CancellationToken cancel)
    {
        await using var alone = await SessionLock.Take(database, SessionLock.Works, $"{id}", cancel);
        return alone is null;
    }
}

/// <summary>Looks for works that nobody runs, at the start and from then on: Hangfire gives a killed server's job back only after minutes.</summary>
internal sealed class WorkRounds(ResumeWorks resume, ILogger<WorkRounds> log) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var looks = new PeriodicTimer(BetweenLooks);
        do
        {
            try
            {
                await resume.Run(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "Works that nobody runs could not be looked for; trying again in {Seconds} s.", BetweenLooks.TotalSeconds);
            }
        }
        while (await looks.WaitForNextTickAsync(stoppingToken));
    }
}
