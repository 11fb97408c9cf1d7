using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;
using Period = ServiceHall.Web.Store.Period;

namespace ServiceHall.Web.Scoring;

/// <summary>
/// Recomputes the days that a late decision is about: an exemption, or a single day of the calendar, that was signed
/// or withdrawn when sessions in it were closed already.
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
        var done = await db.Set<Period>().Where(period => period.Job == Job).Select(period => period.Name).ToHashSetAsync(cancel);
        var exemptions = await db.Set<Exemption>().AsNoTracking().Where(row => row.SignedAt != null).OrderBy(row => row.SignedAt).ToListAsync(cancel);
        var days = await db.Set<DayDecision>().AsNoTracking().Where(row => row.SignedAt != null).OrderBy(row => row.SignedAt).ToListAsync(cancel);
        // A year may be imported after its first days were closed as ordinary ones.
        var years = await db.Set<AnnouncedYear>().AsNoTracking().OrderBy(year => year.Year).ToListAsync(cancel);
        Decision[] all =
        [
            .. exemptions.Select(row => new Decision(
                Name("exemption", row), new(Day(row.From), Day(row.To.AddMinutes(-1))), row.StaffId is { } person ? [person] : null, Cause("免考勤", row))),
            .. days.Select(row => new Decision(Name("day", row), new(row.Day, row.Day), null, Cause("日历变更", row))),
            .. years.SelectMany(year => OfficialHolidays.Read(year.Content, "import").Year(year.Year)!.Days.Where(day => day.Date <= clock.Today())
                .Select(day => new Decision($"year/{day.Date:yyyy-MM-dd}/{year.ImportedAt:yyyyMMddHHmmss}", new(day.Date, day.Date), null, $"导入 {year.Year} 年放假安排"))),
        ];
        return [.. all.Where(decision => !done.Contains(decision.Name))];

        DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(clock.Civil(instant));
    }

    private static string Name(string what, Countersigned row) => $"{what}/{row.Id}{(row.WithdrawnAt is null ? "" : "/withdrawn")}";

    private static string Cause(string what, Countersigned row) => row.WithdrawnAt is null ? $"{what}：{row.Reason}" : $"撤销{what}：{row.WithdrawnFor}";

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
            if (!await db.Set<Period>().AnyAsync(done => done.Job == CloseSessions.SessionJob && sessions.Contains(done.Name), cancel))
                continue;
            // Those whom the close judged. Somebody posted to that day only later could not punch and owes nothing (考勤 一(六)).
            var judged = await db.Set<SessionResult>().Where(result => result.Day == day).Select(result => result.StaffId).Distinct().ToListAsync(cancel);
            await recompute.Run(db, day, decision.StaffIds ?? (judged.Count > 0 ? judged : null), Actor.Hall, decision.Cause, cancel);
        }

        await transaction.CommitAsync(cancel);
        return true;
    }
}
