using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;
using Period = ServiceHall.Web.Store.Period;

namespace ServiceHall.Web.Scoring;

/// <summary>
/// Decisions that were signed under a version of the program without stale days, which was stopped before it applied them.
/// They are noted once, when this version first starts on that database; before all else, for a demonstration lives its past
/// while it starts.
/// </summary>
internal sealed class UnappliedDecisions(IDbContextFactory<HallDb> factory, TimeProvider clock) : IHostedLifecycleService
{
    private const string AppliedJob = "late-decision";
    private const string Begun = "stale-days";

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Period>().AnyAsync(period => period.Job == Begun, cancellationToken))
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await Once.Take(db, Begun, "begun", clock.GetUtcNow(), cancellationToken))
            return;
        var applied = await db.Set<Period>().Where(period => period.Job == AppliedJob).Select(period => period.Name).ToHashSetAsync(cancellationToken);
        foreach (var row in await db.Set<Exemption>().AsNoTracking().Where(row => row.SignedAt != null).ToListAsync(cancellationToken))
            Decision($"exemption/{row.Id}", row, row);
        foreach (var row in await db.Set<DayDecision>().AsNoTracking().Where(row => row.SignedAt != null).ToListAsync(cancellationToken))
            Decision($"day/{row.Id}", row, null);
        foreach (var year in await db.Set<AnnouncedYear>().AsNoTracking().ToListAsync(cancellationToken))
            Year(year);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        void Decision(string name, Countersigned row, Exemption? of)
        {
            var (from, to) = row.Time(clock);
            if (!applied.Contains(name + (row.WithdrawnAt is null ? "" : "/withdrawn")))
                StaleDay.Note(db, clock, of?.StaffId, of?.SiteId, from, to, row.WithdrawnAt is null ? $"{row.What}：{row.Reason}" : $"撤销{row.What}：{row.WithdrawnFor}", null);
        }

        void Year(AnnouncedYear year)
        {
            foreach (var day in OfficialHolidays.Read(year.Content, "import").Year(year.Year)!.Days.Where(day => day.Date <= clock.Today()))
            {
                if (!applied.Contains($"year/{day.Date:yyyy-MM-dd}/{year.ImportedAt:yyyyMMddHHmmss}"))
                    db.Add(new StaleDay { First = day.Date, Last = day.Date, Cause = $"导入 {year.Year} 年放假安排", At = clock.GetUtcNow() });
            }
        }
    }
}
