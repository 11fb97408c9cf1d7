using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Forms;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>The explanations for the section: what waits first, the oldest first; what was decided, the newest first.</summary>
internal sealed class ListExplanations(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public const int PageSize = 30;

    /// <summary>Which of them.</summary>
    internal enum State
    {
        /// <summary>待处理.</summary>
        Waiting,

        /// <summary>已接受.</summary>
        Accepted,

        /// <summary>未接受.</summary>
        Refused,

        /// <summary>全部.</summary>
        All,
    }

    /// <summary>One page of what matches; the text is looked for in name, number, window and the explanation.</summary>
    /// <param name="Month">Only days of it, by its first day; null: whatever the day.</param>
    internal sealed record Request(State State, string Text, DateOnly? Month, int Page);

    /// <summary>One explanation with the facts it is about.</summary>
    /// <param name="Window">Where the person was posted that day.</param>
    /// <param name="Result">The session as it was kept; null: not closed yet.</param>
    internal sealed record Row(Explanation Explanation, string? Window, SessionResult? Result);

    internal sealed record Found(IReadOnlyList<Row> Rows, int Total, int Page);

    public async Task<Answer<Found>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.explanations", Right.KeepAttendance, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (AcceptedDays.FaultOf("月份", request.Month) is { } noMonth)
            return noMonth;
        var (db, pattern, end) = (act.Db, Like.Containing(request.Text), request.Month?.AddMonths(1));
        bool? accepted = request.State switch { State.Accepted => true, State.Refused => false, _ => null };
        var found = db.Set<Explanation>().AsNoTracking()
            .Where(row => request.State == State.All || row.Accepted == accepted)
            .Where(row => request.Month == null || (row.Day >= request.Month && row.Day < end))
            .Where(row => EF.Functions.ILike(Like.Key(row.Staff!.Name + " " + row.Staff.Number), pattern, Like.Escape) || EF.Functions.ILike(Like.Key(row.Text), pattern, Like.Escape)
                || db.Postings.Any(post => post.StaffId == row.StaffId && post.From <= row.Day && (post.To == null || post.To >= row.Day)
                    && EF.Functions.ILike(Like.Key(post.Window!.Name + " " + post.Window.Code), pattern, Like.Escape)));
        var total = await found.CountAsync(cancel);
        var ordered = request.State == State.Waiting ? found.OrderBy(row => row.Id) : found.OrderByDescending(row => row.Id);
        var number = ListPages.Nearest(request.Page, total, PageSize);
        var page = await ordered.Skip((number - 1) * PageSize).Take(PageSize)
            .Include(row => row.Staff).Include(row => row.DecidedBy).Include(row => row.Attachment)
            .Select(row => new
            {
                Explanation = row,
                Window = db.Postings.Where(post => post.StaffId == row.StaffId && post.From <= row.Day && (post.To == null || post.To >= row.Day))
                    .Select(post => post.Window!.Name).FirstOrDefault(),
                Result = db.Set<SessionResult>().FirstOrDefault(result => result.StaffId == row.StaffId && result.Day == row.Day && result.Part == row.Part),
            })
            .ToListAsync(cancel);
        return new Found([.. page.Select(row => new Row(row.Explanation, row.Window, row.Result))], total, number);
    }
}
