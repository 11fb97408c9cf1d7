using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance.Months;

/// <summary>The month of attendance at the desk (考勤 一(五)), as far as the actor may see it.</summary>
internal sealed class ShowMonth(IDbContextFactory<HallDb> factory, TimeProvider clock, ReadMonth read)
{
    /// <summary>Which month, and which rows of it.</summary>
    /// <param name="UnitId">Only this unit's windows; null: all.</param>
    /// <param name="WindowId">Only this window; null: all.</param>
    /// <param name="State">The code of a <see cref="MonthState"/>; null: all.</param>
    /// <param name="Text">In the staff number or the name; empty: all.</param>
    internal sealed record Request(YearMonth Month, int? UnitId, int? WindowId, string? State, string Text)
    {
        /// <summary>The request that an address makes; what nobody can mean is left out.</summary>
        public static Request Of(string? month, string? unit, string? window, string? state, string? text, DateOnly today) => new(
            MonthNames.Find(month) ?? YearMonth.Of(today), MonthNames.Id(unit), MonthNames.Id(window), MonthState.Find(state)?.Code, (text ?? "").Trim());
    }

    /// <param name="Windows">All windows that the actor may see, to choose from.</param>
    /// <param name="ClosedAt">When the month was closed (月结); null: it is open.</param>
    internal sealed record Found(MonthGrid Grid, IReadOnlyList<MonthWindow> Windows, DateTimeOffset? ClosedAt);

    public async Task<Answer<Found>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.month", Right.SeeAttendance, cancel);
        return act.Refusal is { } refusal ? refusal : await Find(act, request, cancel);
    }

    /// <summary>The same for a file that leaves the hall's computer, on record.</summary>
    /// <param name="form">Which: <c>xlsx</c>, <c>docx</c>, <c>print</c>.</param>
    public async Task<Answer<Found>> Take(Actor actor, Request request, string form, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.month.export", Right.SeeAttendance, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var found = await Find(act, request, cancel);
        act.Record($"{request.Month}", $"{form}, {found.Grid.Rows.Count} rows");
        await act.Commit(cancel);
        return found;
    }

    private async Task<Found> Find(Act act, Request request, CancellationToken cancel)
    {
        var windows = new List<MonthWindow>();
        var grid = await read.Run(act.Db, request.Month, Sees, null, cancel);
        var first = request.Month.Days.First;
        var closed = await act.Db.Set<MonthClosing>().Where(closing => closing.Month == first && closing.ReopenedAt == null)
            .Select(closing => (DateTimeOffset?)closing.ClosedAt).FirstOrDefaultAsync(cancel);
        var state = MonthState.Find(request.State);
        return new Found(
            grid with
            {
                Rows = [.. grid.Rows.Where(row => state?.Holds(row) != false
                    && (request.Text.Length == 0 || row.Name.Contains(request.Text, StringComparison.OrdinalIgnoreCase) || row.Number.Contains(request.Text, StringComparison.OrdinalIgnoreCase)))],
            },
            [.. windows.OrderBy(window => window.Unit, StringComparer.Ordinal).ThenBy(window => window.Code, StringComparer.Ordinal)], closed);

        bool Sees(MonthWindow window)
        {
            if (!act.Rights.MaySee(window))
                return false;
            windows.Add(window);
            return (request.UnitId is null || window.UnitId == request.UnitId) && (request.WindowId is null || window.Id == request.WindowId);
        }
    }
}
