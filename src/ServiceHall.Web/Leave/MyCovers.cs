using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>What somebody is asked to cover, and what they cover now and next; and one's own leave of today.</summary>
internal sealed class MyCovers(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days)
{
    /// <param name="IsNow">Whether the other is away at this moment.</param>
    /// <param name="IsSure">Whether all have signed.</param>
    /// <param name="Instead">From whom it would be taken over; null: from nobody.</param>
    internal sealed record Row(int LeaveId, string Name, string Place, string Kind, DateTimeOffset From, DateTimeOffset To, bool IsNow, bool IsSure, string? Instead);

    internal sealed record Page(IReadOnlyList<Row> Asked, IReadOnlyList<Row> Covering);

    /// <summary>Own leave of today, and the people covered today.</summary>
    /// <param name="Leave">Approved leave that shares a moment with the day, each with its kind's title, in order.</param>
    internal sealed record OfToday(IReadOnlyList<(LeaveRequest Leave, string Kind)> Leave, IReadOnlyList<Row> Covering);

    public async Task<Answer<Page>> Run(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "leave.covers", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var mine = act.Db.Set<LeaveRequest>().Where(leave => leave.CoverId == actor.StaffId);
        return new Page(
            await Rows(act.Db, Asked(act.Db, actor.StaffId, act.Now), cancel),
            await Rows(act.Db, mine.NotVoid().Where(leave => leave.CoverAcceptedAt != null && leave.To > act.Now), cancel));
    }

    /// <summary>What somebody, or where nobody is named anybody, was asked to cover and did not answer yet.</summary>
    public static IQueryable<LeaveRequest> Asked(HallDb db, int? staffId, DateTimeOffset now) => db.Set<LeaveRequest>().Where(leave =>
        (leave.CoverId != null && (staffId == null || leave.CoverId == staffId) && leave.State == LeaveState.WaitsForCover)
        || (leave.NextCoverId != null && (staffId == null || leave.NextCoverId == staffId) && leave.To > now && (leave.State == LeaveState.WaitsForSignatures || leave.State == LeaveState.Approved || leave.State == LeaveState.Filed)));

    /// <summary>What the punch page tells of today.</summary>
    public async Task<OfToday> Today(Actor actor, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var today = clock.Today();
        var (start, end) = (clock.InstantOf(today.ToDateTime(TimeOnly.MinValue)), clock.InstantOf(today.AddDays(1).ToDateTime(TimeOnly.MinValue)));
        var leave = await db.Set<LeaveRequest>().AsNoTracking().Counting().Include(one => one.Cover)
            .Where(one => one.StaffId == actor.StaffId && one.From < end && one.To > start).OrderBy(one => one.From).ToListAsync(cancel);
        var rulebook = (await days.Current(db, cancel)).Timetable.Rulebook;
        return new OfToday(leave.ConvertAll(one => (one, rulebook.KindTitle(one.Kind, today))), await Rows(db, db.Set<LeaveRequest>().Counting().Where(one => one.CoverId == actor.StaffId && one.From < end && one.To > start), cancel));
    }

    private async Task<List<Row>> Rows(HallDb db, IQueryable<LeaveRequest> requests, CancellationToken cancel)
    {
        var (now, today) = (clock.GetUtcNow(), clock.Today());
        var rulebook = (await days.Current(db, cancel)).Timetable.Rulebook;
        var rows = await requests.AsNoTracking().OrderBy(leave => leave.From).Select(leave => new
        {
            leave.Id, leave.Staff!.Name, leave.Kind, leave.From, leave.To, leave.State, Instead = leave.NextCoverId == null ? null : leave.Cover!.Name,
            Place = leave.Staff.Postings.Where(post => post.From <= today && (post.To == null || post.To >= today)).Select(post => post.Window!.Name).FirstOrDefault(),
        }).ToListAsync(cancel);
        return rows.ConvertAll(row => new Row(
            row.Id, row.Name, row.Place ?? "科室", rulebook.KindTitle(row.Kind, DateOnly.FromDateTime(clock.Civil(row.From))), row.From, row.To,
            row.From <= now && now < row.To, row.State is LeaveState.Approved or LeaveState.Filed, row.Instead));
    }
}
