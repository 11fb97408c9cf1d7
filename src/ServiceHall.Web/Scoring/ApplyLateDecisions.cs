using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>
/// Recomputes the days that a late decision is about: an exemption, or a single day of the calendar, that was signed
/// when sessions in it were closed already.
/// </summary>
internal sealed class ApplyLateDecisions(IDbContextFactory<HallDb> factory, TimeProvider clock, RecomputeDays recompute)
{
    public const string Job = "late-decision";

    /// <summary>Applies what was signed since the last time.</summary>
    /// <returns>How many decisions were looked at.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var applied = 0;
        foreach (var decision in await Signed(cancel))
        {
            if (await Apply(decision, cancel))
                applied++;
        }

        return applied;
    }

    private sealed record Decision(string Name, Rules.Calendar.Period Days, IReadOnlyCollection<int>? StaffIds, string Cause);

    private async Task<List<Decision>> Signed(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var exemptions = await db.Set<Exemption>().AsNoTracking().Include(e => e.People).Where(e => e.SignedAt != null)
            .Where(e => !db.Set<Period>().Any(done => done.Job == Job && done.Name == "exemption/" + e.Id))
            .OrderBy(e => e.SignedAt).ToListAsync(cancel);
        var days = await db.Set<CalendarDay>().AsNoTracking().Where(d => d.SignedAt != null)
            .Where(d => !db.Set<Period>().Any(done => done.Job == Job && done.Name == "day/" + d.Id))
            .OrderBy(d => d.SignedAt).ToListAsync(cancel);
        return
        [
            .. exemptions.Select(e => new Decision(
                $"exemption/{e.Id}", new(DateOnly.FromDateTime(e.From), DateOnly.FromDateTime(e.To.AddMinutes(-1))),
                e.People.Count == 0 ? null : [.. e.People.Select(person => person.StaffId)], $"免考勤：{e.Reason}")),
            .. days.Select(d => new Decision($"day/{d.Id}", new(d.Date, d.Date), null, $"日历变更：{d.Reason}")),
        ];
    }

    private async Task<bool> Apply(Decision decision, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({CloseSessions.Lock})", cancel);
        if (!await Once.Take(db, Job, decision.Name, clock.GetUtcNow(), cancel))
            return false;
        foreach (var day in decision.Days.Days)
        {
            var sessions = CloseSessions.NamesOn(day);
            if (await db.Set<Period>().AnyAsync(done => done.Job == CloseSessions.SessionJob && sessions.Contains(done.Name), cancel))
                await recompute.Run(db, day, decision.StaffIds, Actor.Hall, decision.Cause, cancel);
        }

        await transaction.CommitAsync(cancel);
        return true;
    }
}
