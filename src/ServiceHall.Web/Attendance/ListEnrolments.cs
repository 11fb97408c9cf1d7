using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>Enrolment requests: the section's are all, a leader's those of the window. Who waits comes first.</summary>
internal sealed class ListEnrolments(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public const int PageSize = 20;

    /// <summary>A window that the actor may ask for.</summary>
    internal sealed record Place(int Id, string Name);

    internal sealed record Found(IReadOnlyList<EnrolmentRequest> Rows, int Total, int Page, IReadOnlyList<Place> Windows);

    public async Task<Answer<Found>> Run(Actor actor, int page, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.enrolments", Right.AskEnrolment, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        int? own = act.Rights.May(Right.KeepAttendance) ? null : act.Rights.WindowId ?? 0;
        var found = act.Db.Set<EnrolmentRequest>().AsNoTracking().Where(request => own == null || request.WindowId == own);
        var total = await found.CountAsync(cancel);
        var number = ListPages.Nearest(page, total, PageSize);
        var rows = await found.Include(request => request.Window).Include(request => request.AskedBy).Include(request => request.DecidedBy)
            .OrderBy(request => request.Accepted != null).ThenByDescending(request => request.Id)
            .Skip((number - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        var windows = await act.Db.Windows.AsNoTracking().Where(window => own == null || window.Id == own).OrderBy(window => window.Code)
            .Select(window => new Place(window.Id, window.Name + "（" + window.Code + "）")).ToListAsync(cancel);
        return new Found(rows, total, number, windows);
    }
}
