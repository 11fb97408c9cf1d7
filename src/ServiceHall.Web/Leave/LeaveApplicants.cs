using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>
/// Where those who ask for leave are posted, on its first day or next after it. Whoever is offered, asked, told or signs is
/// found by this window and no other: somebody may move between today and then.
/// </summary>
internal static class LeaveApplicants
{
    /// <summary>Of one request.</summary>
    public static async Task<Applicant> Of(HallDb db, TimeProvider clock, LeaveRequest leave, CancellationToken cancel) =>
        (await Of(db, clock, [leave], cancel))[leave.Id];

    /// <summary>Of somebody whose leave begins on a day.</summary>
    public static async Task<Applicant> Of(HallDb db, int staffId, DateOnly day, CancellationToken cancel) =>
        await db.Postings.AsNoTracking().Where(post => post.StaffId == staffId && (post.To == null || post.To >= day)).OrderBy(post => post.From)
            .Select(post => new { post.WindowId, post.Window!.UnitId }).FirstOrDefaultAsync(cancel) is { } post
            ? new Applicant(staffId, post.WindowId, post.UnitId)
            : new Applicant(staffId, null, null);

    /// <summary>Of several requests, by request.</summary>
    public static async Task<IReadOnlyDictionary<int, Applicant>> Of(HallDb db, TimeProvider clock, IReadOnlyCollection<LeaveRequest> requests, CancellationToken cancel)
    {
        var staff = requests.Select(leave => leave.StaffId).Distinct().ToList();
        var postings = (await db.Postings.AsNoTracking().Where(post => staff.Contains(post.StaffId))
            .Select(post => new { post.StaffId, post.WindowId, post.Window!.UnitId, post.From, post.To }).ToListAsync(cancel)).ToLookup(post => post.StaffId);
        return requests.ToDictionary(leave => leave.Id, leave =>
        {
            var day = DateOnly.FromDateTime(clock.Civil(leave.From));
            var posting = postings[leave.StaffId].OrderBy(post => post.From).FirstOrDefault(post => post.To is null || post.To >= day);
            return new Applicant(leave.StaffId, posting?.WindowId, posting?.UnitId);
        });
    }
}
