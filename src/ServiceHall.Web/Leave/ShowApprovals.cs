using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>What waits for somebody (待我签批): the signatures that they may give now, why they, and what each request means.</summary>
internal sealed class ShowApprovals(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days, WeighLeave weigh)
{
    public const int PageSize = 30;

    /// <param name="How">By what the actor may sign: 窗口负责人；受张三委托.</param>
    /// <param name="Since">Since when it waits.</param>
    /// <param name="Rises">When it rises to the next level; null: it has risen, or there is no next level.</param>
    internal sealed record Row(LeaveRequest Leave, string Place, string Kind, string How, string Why, DateTimeOffset Since, DateTimeOffset? Rises, JudgedLeave Weighed);

    internal sealed record Found(IReadOnlyList<Row> Rows, int Total, int Page);

    public async Task<Answer<Found>> Run(Actor actor, int page, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "leave.approvals", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var all = await WaitingSignature.Read(act.Db, clock, actor.StaffId, cancel);
        page = ListPages.Nearest(page, all.Count, PageSize);
        var shown = all.Skip((page - 1) * PageSize).Take(PageSize).ToList();
        return new Found(shown.Count == 0 ? [] : await Rows(act.Db, shown, cancel), all.Count, page);
    }

    private async Task<IReadOnlyList<Row>> Rows(HallDb db, List<WaitingSignature> shown, CancellationToken cancel)
    {
        var ids = shown.ConvertAll(one => one.Leave.Id);
        var leaves = await db.Set<LeaveRequest>().AsNoTracking().Include(leave => leave.Staff).Include(leave => leave.Cover)
            .Where(leave => ids.Contains(leave.Id)).ToDictionaryAsync(leave => leave.Id, cancel);
        var windows = shown.Select(one => one.Applicant.WindowId).Distinct().ToList();
        var places = await db.Windows.Where(window => windows.Contains(window.Id)).ToDictionaryAsync(window => window.Id, window => window.Name, cancel);
        var weighed = await weigh.Run(db, leaves.Values, cancel);
        var timetable = (await days.Current(db, cancel)).Timetable;
        return
        [
            .. shown.Select(one => new Row(
                leaves[one.Leave.Id], one.Applicant.WindowId is { } id ? places[id] : "科室",
                timetable.Rulebook.KindTitle(one.Leave.Kind, DateOnly.FromDateTime(clock.Civil(one.Leave.From))),
                one.By.How, one.Slot.Why, one.Slot.Since, Rises(one.Slot, one.Leave, timetable), weighed[one.Leave.Id])),
        ];
    }

    private DateTimeOffset? Rises(LeaveSignature signature, LeaveRequest leave, Timetable timetable)
    {
        if (signature.RaisedTo is not null || WhoSigns.Next(signature.Signer) is null)
            return null;
        var (since, from) = (LocalMinute.Of(clock.Civil(signature.Since)), LocalMinute.Of(clock.Civil(leave.From)));
        var left = (long)timetable.Rulebook.On(from.Day).Leave.ApprovalRaise.Value;
        foreach (var session in timetable.Touching(new Interval(since, LocalMinute.Later(from, since))))
        {
            var start = LocalMinute.Later(session.Hours.Start, since);
            if (session.Hours.End - start >= left)
                return clock.InstantOf((start + left).ToDateTime());
            left -= session.Hours.End - start;
        }

        return leave.From;
    }
}
