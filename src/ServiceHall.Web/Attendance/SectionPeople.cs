using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>The section and its head, who are told what waits for them or may need them.</summary>
internal static class SectionPeople
{
    /// <summary>Those of them who hold a right by a granted role and have not left.</summary>
    public static async Task<IReadOnlyList<int>> Ids(HallDb db, Right right, DateOnly today, CancellationToken cancel)
    {
        var roles = Rights.HoldersOf(right);
        return await db.RoleGrants.Where(grant => roles.Contains(grant.Role))
            .Where(grant => db.Staff.Any(staff => staff.Id == grant.StaffId && (staff.LeftOn == null || staff.LeftOn >= today)))
            .Select(grant => grant.StaffId).Distinct().ToListAsync(cancel);
    }
}
