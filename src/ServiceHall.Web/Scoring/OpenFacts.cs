using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>
/// The first day of a month without a closing or of a quarter that is not closed, from the hall's first fact on: from then
/// on everything may still be asked for, computed again or objected to.
/// </summary>
internal sealed class OpenFacts : IHoldOpenFacts
{
    public async Task<DateOnly?> Since(HallDb db, CancellationToken cancel)
    {
        var first = Earlier(
            await db.Set<SessionResult>().MinAsync(result => (DateOnly?)result.Day, cancel),
            await db.Set<LedgerEntry>().MinAsync(entry => (DateOnly?)entry.Day, cancel),
            await db.Set<Punch>().MinAsync(punch => (DateOnly?)punch.Day, cancel));
        if (first is not { } day)
            return null;
        var quarters = (await db.Set<ClosedQuarter>().Select(closed => closed.Quarter).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var quarter = Quarter.Of(day);
        while (quarters.Contains(quarter.ToString()))
            quarter = quarter.Next();
        var months = (await db.Set<MonthClosing>().Where(closing => closing.ReopenedAt == null).Select(closing => closing.Month).ToListAsync(cancel)).ToHashSet();
        var month = new DateOnly(day.Year, day.Month, 1);
        while (months.Contains(month))
            month = month.AddMonths(1);
        return Earlier(quarter.Days.First, month);
    }

    private static DateOnly? Earlier(params DateOnly?[] days) => days.Min();
}
