using Microsoft.EntityFrameworkCore;
using Npgsql;
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
            if ((work.Job is not null && queue.Waits(work.Job)) || await IsRun(work.Id, cancel))
                continue;
            // Called twice it does no harm, so it is handed over also where somebody may be about to begin.
            var job = queue.Add(work.Id);
            await db.Set<LongWork>().Where(row => row.Id == work.Id).ExecuteUpdateAsync(row => row.SetProperty(of => of.Job, job), cancel);
            log.LogInformation("Work {Id}, which nobody runs, is handed over again.", work.Id);
            resumed++;
        }

        return resumed;
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
