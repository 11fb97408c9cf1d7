using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>
/// Days on which somebody's enrolment waited for the section are owed by nobody at that window (考勤 一(六), our reading):
/// from the day of asking, or from which it was asked for if that is later, to the day of the decision, both included.
/// </summary>
internal static class EnrolmentWaits
{
    public const string Reason = "入驻登记待科室处理";

    /// <summary>The requests that waited on a day for somebody who was posted at their window then.</summary>
    public static IQueryable<EnrolmentRequest> Waited(HallDb db, DateOnly day) =>
        db.Set<EnrolmentRequest>().Where(request => request.AskedOn <= day && request.From <= day && (request.DecidedOn == null || request.DecidedOn >= day)
            && db.Postings.Any(post => post.WindowId == request.WindowId && post.Staff!.NumberKey == request.NumberKey && post.From <= day && (post.To == null || post.To >= day)));

    /// <summary>Who waited on a day.</summary>
    public static async Task<HashSet<int>> On(HallDb db, DateOnly day, CancellationToken cancel) =>
        await Waited(db, day).Join(db.Staff, request => request.NumberKey, staff => staff.NumberKey, (_, staff) => staff.Id).ToHashSetAsync(cancel);

    /// <summary>The whole day, as the rules take it.</summary>
    public static Cover Cover(DateOnly day) => Rules.Attendance.Cover.Of(new Exemption(
        Reason, new Interval(LocalMinute.Of(day.ToDateTime(TimeOnly.MinValue)), LocalMinute.Of(day.AddDays(1).ToDateTime(TimeOnly.MinValue))), null, null));
}
