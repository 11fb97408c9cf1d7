using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.Quantities;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>The leave of the hall, newest first, as far as the actor may see it: the section all, a leader those of their own.</summary>
internal sealed class ListLeave(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days)
{
    public const int PageSize = 30;

    /// <summary>Which of them.</summary>
    internal enum Which
    {
        All,

        /// <summary>待备案.</summary>
        ToFile,

        /// <summary>在批: waits for the cover or for signatures.</summary>
        Waiting,

        /// <summary>今天休假.</summary>
        Today,

        /// <summary>事后提交.</summary>
        Late,

        /// <summary>未批准、退回、撤销.</summary>
        Ended,
    }

    /// <param name="Text">Looked for in person, window and unit, and by whoever reads all reasons in the reason.</param>
    /// <param name="Kind">A kind's code; empty: any.</param>
    /// <param name="Month">Leave that touches the month; null: any.</param>
    internal sealed record Request(string Text, Which Which, string Kind, YearMonth? Month, int Page);

    internal sealed record Row(LeaveRequest Leave, string Window, string Unit, string Kind, Fraction Days, bool IsLate);

    internal sealed record Found(IReadOnlyList<Row> Rows, int Total, int Page);

    public async Task<Answer<Found>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "leave.list", Right.SeeLeave, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var found = Filter(LeaveSights.Listed(act.Db, clock, act.Rights), act, request);
        var total = await found.CountAsync(cancel);
        var page = ListPages.Nearest(request.Page, total, PageSize);
        var rows = await found.AsNoTracking().AsSplitQuery().OrderByDescending(leave => leave.From).ThenByDescending(leave => leave.Id)
            .Include(leave => leave.Staff).Include(leave => leave.Cover).Include(leave => leave.Signatures).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        var applicants = await LeaveApplicants.Of(act.Db, clock, rows, cancel);
        var ids = applicants.Values.Select(applicant => applicant.WindowId).Distinct().ToList();
        var places = await act.Db.Windows.Where(window => ids.Contains(window.Id)).Select(window => new { window.Id, window.Name, Unit = window.Unit!.Name }).ToDictionaryAsync(window => window.Id, cancel);
        var timetable = (await days.Current(act.Db, cancel)).Timetable;
        return new Found([.. rows.Select(Make)], total, page);

        Row Make(LeaveRequest leave)
        {
            var time = new Interval(LocalMinute.Of(clock.Civil(leave.From)), LocalMinute.Of(clock.Civil(leave.To)));
            var place = applicants[leave.Id].WindowId is { } id ? places[id] : null;
            return new Row(
                act.Rights.May(Right.FileLeave) ? leave : leave.Outlined(), place?.Name ?? "科室", place?.Unit ?? "", timetable.Rulebook.KindTitle(leave.Kind, time.Start.Day), LeaveMeasure.Days(time, timetable),
                leave.SubmittedAt > leave.From);
        }
    }

    private IQueryable<LeaveRequest> Filter(IQueryable<LeaveRequest> all, Act act, Request request)
    {
        var pattern = Like.Containing(request.Text);
        var (today, tomorrow) = (Start(act.Today), Start(act.Today.AddDays(1)));
        var found = request.Which switch
        {
            Which.ToFile => all.Where(leave => leave.State == LeaveState.Approved),
            Which.Waiting => all.Where(leave => leave.State == LeaveState.WaitsForCover || leave.State == LeaveState.WaitsForSignatures),
            Which.Today => all.Counting().Where(leave => leave.From < tomorrow && leave.To > today),
            Which.Late => all.Where(leave => leave.SubmittedAt > leave.From),
            Which.Ended => all.Where(leave => leave.State == LeaveState.Refused || leave.State == LeaveState.SentBack || leave.State == LeaveState.Cancelled),
            _ => all,
        };
        if (request.Kind.Length > 0)
            found = found.Where(leave => leave.Kind == request.Kind);
        if (request.Month is { } month)
        {
            var (first, end) = (Start(month.Days.First), Start(month.Days.Last.AddDays(1)));
            found = found.Where(leave => leave.From < end && leave.To > first);
        }

        var readsReasons = act.Rights.May(Right.FileLeave);
        return request.Text.Trim().Length == 0 ? found : found.Where(leave =>
            EF.Functions.ILike(Like.Key(leave.Staff!.Name + " " + leave.Staff.Number), pattern, Like.Escape) || (readsReasons && EF.Functions.ILike(Like.Key(leave.Reason), pattern, Like.Escape))
            || leave.Staff.Postings.Any(post => EF.Functions.ILike(Like.Key(post.Window!.Name + " " + post.Window.Unit!.Name), pattern, Like.Escape)));
    }

    private DateTimeOffset Start(DateOnly day) => clock.InstantOf(day.ToDateTime(TimeOnly.MinValue));
}
