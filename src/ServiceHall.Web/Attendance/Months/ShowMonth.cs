using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attendance.Months;

/// <summary>The month of attendance at the desk (考勤 一(五)), as far as the actor may see it.</summary>
internal sealed class ShowMonth(IDbContextFactory<HallDb> factory, TimeProvider clock, ReadMonth read)
{
    /// <summary>
    /// The most rows that are put on paper at once. A document is held whole while it is made: a hundred megabytes for this
    /// many, more than a thousand for a hall of thousands; and whoever signs, signs for a unit.
    /// </summary>
    public const int MostOnPaper = 500;

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

        /// <summary>The same with everybody: what a unit signs names all of its people.</summary>
        public Request Whole => this with { State = null, Text = "" };
    }

    /// <param name="InAll">How many rows there are whatever their state and name.</param>
    /// <param name="Windows">All windows that the actor may see, to choose from.</param>
    /// <param name="ClosedAt">When the month was closed (月结); null: it is open.</param>
    internal sealed record Found(MonthGrid Grid, int InAll, IReadOnlyList<MonthWindow> Windows, DateTimeOffset? ClosedAt)
    {
        /// <summary>Why the sheets of so many are not put on paper at once; null: they are.</summary>
        public Refusal? TooManyForPaper => InAll <= MostOnPaper ? null
            : new($"所选范围内有 {InAll} 人次，月考勤表一次最多打印 {MostOnPaper} 人次。请先选择单位或窗口，再打印或下载考勤表。");
    }

    public async Task<Answer<Found>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.month", Right.SeeAttendance, cancel);
        return act.Refusal is { } refusal ? refusal : await Find(act, request, cancel);
    }

    /// <summary>The same as a workbook, on record: it leaves the hall's computer.</summary>
    public Task<Answer<Found>> TakeWorkbook(Actor actor, Request request, CancellationToken cancel) => Take(actor, request, "xlsx", _ => null, cancel);

    /// <summary>The units' sheets for paper, on record, with everybody of the unit or window asked for.</summary>
    /// <param name="form">Which: <c>docx</c>, <c>print</c>.</param>
    public Task<Answer<Found>> TakeSheets(Actor actor, Request request, string form, CancellationToken cancel) =>
        Take(actor, request.Whole, form, found => found.TooManyForPaper, cancel);

    private async Task<Answer<Found>> Take(Actor actor, Request request, string form, Func<Found, Refusal?> whyNot, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.month.export", Right.SeeAttendance, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var found = await Find(act, request, cancel);
        if (whyNot(found) is { } no)
            return no;
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
                Rows = [.. grid.Rows.Where(row => state?.Holds(row) != false && Fold.Contains($"{row.Number} {row.Name}", request.Text))],
            },
            grid.Rows.Count, [.. windows.OrderBy(window => window.Unit, HallOrder.Comparer).ThenBy(window => window.Code, HallOrder.Comparer)], closed);

        bool Sees(MonthWindow window)
        {
            if (!act.Rights.MaySee(window))
                return false;
            windows.Add(window);
            return (request.UnitId is null || window.UnitId == request.UnitId) && (request.WindowId is null || window.Id == request.WindowId);
        }
    }
}
