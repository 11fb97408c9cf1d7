using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>Days that are being computed again, and months that have ended and are not closed.</summary>
internal sealed class RecomputeFigures(TimeProvider clock, RecomputeProgress progress) : StartFigures(160, Right.KeepAttendance)
{
    private const string Page = "/desk/months";

    protected override async Task<IReadOnlyList<Figure>> Read(HallDb db, CancellationToken cancel)
    {
        var figures = new List<Figure>();
        var stale = RecomputeProgress.DaysIn(await db.Set<StaleDay>().AsNoTracking().ToListAsync(cancel), DateOnly.MinValue).Count;
        if (stale > 0)
            figures.Add(new Figure(progress.Now is { } now ? $"{now.Done}/{now.Done + stale}" : $"{stale}", "正在重新计算（天）", Page, Waits: false));
        var today = clock.Today();
        var before = new DateOnly(today.Year, today.Month, 1).AddMonths(-1);
        var prefix = $"{before:yyyy-MM}-";
        if (await db.Set<Store.Period>().AnyAsync(period => period.Job == CloseSessions.WorkdayJob && period.Name.StartsWith(prefix)
                && !db.Set<MonthClosing>().Any(closing => closing.Month == before && closing.ReopenedAt == null), cancel))
            figures.Add(new Figure($"{before.Month} 月", "考勤待月结", Page, Waits: true));
        return figures;
    }
}
