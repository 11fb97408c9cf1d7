using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>Who of the hall watches over presence: the section and its head.</summary>
internal static class SectionPeople
{
    /// <summary>Those who hold <see cref="Right.WatchPresence"/> by a granted role and have not left.</summary>
    public static async Task<IReadOnlyList<int>> Ids(HallDb db, DateOnly today, CancellationToken cancel)
    {
        var roles = Rights.HoldersOf(Right.WatchPresence);
        return await db.RoleGrants.Where(grant => roles.Contains(grant.Role))
            .Where(grant => db.Staff.Any(staff => staff.Id == grant.StaffId && (staff.LeftOn == null || staff.LeftOn >= today)))
            .Select(grant => grant.StaffId).Distinct().ToListAsync(cancel);
    }
}
