using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.People;
using ServiceHall.Web.Store;
using Rule = ServiceHall.Rules.Leave.LeaveRequest;

namespace ServiceHall.Web.Leave;

/// <summary>Counting leave, and who covers it.</summary>
/// <param name="CoverId">Who accepted; null: nobody yet.</param>
/// <param name="Cover">The name of whoever was asked.</param>
internal sealed record CoveredLeave(Rule Rule, int? CoverId, string? Cover);

/// <summary>Leave as the rules want it.</summary>
internal static class LeaveFacts
{
    /// <summary>What was or may still be taken: neither refused, cancelled, nor sent back before it began.</summary>
    public static IQueryable<LeaveRequest> NotVoid(this IQueryable<LeaveRequest> requests) => requests.Where(leave => !leave.IsVoid);

    /// <summary>Approved leave that counts for attendance: handed in no later than its start, or accepted all the same (请假 (一)).</summary>
    public static IQueryable<LeaveRequest> Counting(this IQueryable<LeaveRequest> requests) => requests.Where(leave =>
        !leave.IsVoid && (leave.State == LeaveState.Approved || leave.State == LeaveState.Filed || leave.State == LeaveState.SentBack)
        && (leave.SubmittedAt <= leave.From || leave.OverriddenFor != null));

    /// <summary>Counting leave that shares a moment with a stretch of time, by person.</summary>
    /// <param name="staffIds">Of whom; null: of everybody.</param>
    public static async Task<ILookup<int, Rule>> Read(
        HallDb db, TimeProvider clock, DateTimeOffset start, DateTimeOffset end, IReadOnlyCollection<int>? staffIds, CancellationToken cancel)
    {
        var rows = await Between(db, start, end, staffIds).Select(leave => new { Leave = leave, leave.Staff!.Number }).ToListAsync(cancel);
        return rows.ToLookup(row => row.Leave.StaffId, row => row.Leave.AsRule(new StaffId(row.Number), clock));
    }

    /// <summary>The same with the cover people.</summary>
    public static async Task<ILookup<int, CoveredLeave>> ReadCovered(
        HallDb db, TimeProvider clock, DateTimeOffset start, DateTimeOffset end, IReadOnlyCollection<int>? staffIds, CancellationToken cancel)
    {
        var rows = await Between(db, start, end, staffIds).Select(leave => new { Leave = leave, leave.Staff!.Number, Cover = leave.Cover!.Name }).ToListAsync(cancel);
        return rows.ToLookup(row => row.Leave.StaffId, row => new CoveredLeave(
            row.Leave.AsRule(new StaffId(row.Number), clock), row.Leave.CoverAcceptedAt is null ? null : row.Leave.CoverId, row.Cover));
    }

    /// <summary>A request as the rules know it. What is void without having been refused does not exist for them.</summary>
    public static Rule AsRule(this LeaveRequest leave, StaffId staff, TimeProvider clock) => new(
        $"{leave.Id}", staff, leave.Kind,
        new Interval(LocalMinute.Of(clock.Civil(leave.From)), LocalMinute.Of(clock.Civil(leave.To))),
        clock.Civil(leave.SubmittedAt),
        leave.State switch
        {
            LeaveState.Refused => LeaveDecision.Refused,
            LeaveState.WaitsForCover or LeaveState.WaitsForSignatures => LeaveDecision.Pending,
            _ => LeaveDecision.Approved,
        },
        leave.OverriddenFor is not null);

    private static IQueryable<LeaveRequest> Between(HallDb db, DateTimeOffset start, DateTimeOffset end, IReadOnlyCollection<int>? staffIds) =>
        db.Set<LeaveRequest>().AsNoTracking().Counting().Where(leave => leave.From < end && leave.To > start)
            .Where(leave => staffIds == null || staffIds.Contains(leave.StaffId)).OrderBy(leave => leave.From);

    /// <summary>Those that a measuring knows: refused ones among them, cancelled and void ones not.</summary>
    public static IQueryable<LeaveRequest> Measured(this IQueryable<LeaveRequest> requests) =>
        requests.Where(leave => !leave.IsVoid || leave.State == LeaveState.Refused);
}
