using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>The people who may give a signature today: those who hold the office, and their delegates. Never the applicant.</summary>
internal static class SignersOf
{
    /// <summary>Their ids, each once.</summary>
    /// <param name="windowId">The applicant's window; null: posted nowhere.</param>
    public static async Task<IReadOnlyList<int>> Run(
        HallDb db, LeaveSigner signer, int applicantId, int? windowId, DateOnly today, CancellationToken cancel)
    {
        var unitId = await db.Windows.Where(window => window.Id == windowId).Select(window => (int?)window.UnitId).SingleOrDefaultAsync(cancel);
        var holders = signer == LeaveSigner.WindowLeader
            ? db.Postings.Where(post => post.WindowId == windowId && post.Role == PostRole.Leader && post.From <= today && (post.To == null || post.To >= today))
                .Select(post => post.StaffId)
            : db.RoleGrants.Where(grant => grant.Role == RoleOf(signer) && (grant.UnitId == null || grant.UnitId == unitId)).Select(grant => grant.StaffId);
        return await db.Staff.Where(staff => staff.Id != applicantId && (staff.LeftOn == null || staff.LeftOn >= today))
            .Where(staff => holders.Contains(staff.Id)
                || db.Set<Delegation>().Any(duty => duty.ToId == staff.Id && duty.FromId != applicantId && holders.Contains(duty.FromId) && duty.First <= today && today <= duty.Last))
            .Select(staff => staff.Id).ToListAsync(cancel);
    }

    private static HallRole RoleOf(LeaveSigner signer) => signer switch
    {
        LeaveSigner.Section => HallRole.Section,
        LeaveSigner.SectionHead => HallRole.SectionHead,
        LeaveSigner.UnitLeader => HallRole.UnitLeader,
        LeaveSigner.HallLeader => HallRole.HallLeader,
        _ => throw new ArgumentOutOfRangeException(nameof(signer), signer, "A signer who holds no role."),
    };
}
