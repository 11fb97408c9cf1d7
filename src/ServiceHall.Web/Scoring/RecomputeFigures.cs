using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>Changes whose days are being computed again, and the last month while it is not closed.</summary>
internal sealed class RecomputeFigures(TimeProvider clock) : StartFigures(160, Right.KeepAttendance)
{
    private const string Page = "/desk/months";

    protected override IReadOnlyList<Due> Dues(HallDb db)
    {
        var today = clock.Today();
        var before = new DateOnly(today.Year, today.Month, 1).AddMonths(-1);
        var prefix = $"{before:yyyy-MM}-";
        var lived = db.Set<Store.Period>().Where(period => period.Job == CloseSessions.WorkdayJob && period.Name.StartsWith(prefix)
            && !db.Set<MonthClosing>().Any(closing => closing.Month == before && closing.ReopenedAt == null));
        return
        [
            new("处变动正在重新计算", Page, db.Set<StaleDay>().Select(_ => 1), Waits: false),
            new("个月考勤待月结", Page, lived.Select(_ => 1).Take(1)),
        ];
    }
}
