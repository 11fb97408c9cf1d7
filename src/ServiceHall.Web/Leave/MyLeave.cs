using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.Quantities;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>Lists one's own requests, the latest first: how each stands and what it waits for.</summary>
internal sealed class MyLeave(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days)
{
    public const int PageSize = 30;

    /// <param name="Waits">What it waits for, in words; empty: nothing.</param>
    internal sealed record Row(int Id, string Kind, DateTimeOffset From, DateTimeOffset To, Fraction Days, LeaveState State, string Waits, bool IsShortened);

    internal sealed record Found(IReadOnlyList<Row> Rows, int Total, int Page);

    public async Task<Answer<Found>> Run(Actor actor, int page, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "leave.mine", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var timetable = (await days.Current(act.Db, cancel)).Timetable;
        var mine = act.Db.Set<LeaveRequest>().AsNoTracking().Where(leave => leave.StaffId == actor.StaffId);
        var total = await mine.CountAsync(cancel);
        page = ListPages.Nearest(page, total, PageSize);
        var rows = await mine.Include(leave => leave.Cover).Include(leave => leave.Signatures).OrderByDescending(leave => leave.From).ThenByDescending(leave => leave.Id)
            .Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        return new Found(rows.ConvertAll(leave =>
        {
            var time = new Interval(LocalMinute.Of(clock.Civil(leave.From)), LocalMinute.Of(clock.Civil(leave.To)));
            return new Row(leave.Id, timetable.Rulebook.KindTitle(leave.Kind, time.Start.Day), leave.From, leave.To, LeaveMeasure.Days(time, timetable), leave.State, Waits(leave), leave.To < leave.AskedTo);
        }), total, page);
    }

    private string Waits(LeaveRequest leave) => leave.State switch
    {
        LeaveState.WaitsForCover when leave.Cover is null => "请另请顶岗人",
        LeaveState.WaitsForCover => $"等{leave.Cover.Name}答复",
        LeaveState.WaitsForSignatures => "等" + string.Join("、", leave.Signatures.Where(signature => signature.Approves is null).Select(signature => (signature.RaisedTo ?? signature.Signer).Title())) + "签批",
        LeaveState.Approved or LeaveState.Filed when leave.SubmittedAt > leave.From && leave.OverriddenFor is null => "晚于开始提交，待科室补假认可",
        LeaveState.Approved or LeaveState.Filed when leave.From <= clock.GetUtcNow() && clock.GetUtcNow() < leave.To => "休假中",
        _ => "",
    };
}
