using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>A request that waits for somebody's signature (待我签批).</summary>
/// <param name="Slot">The first of its signatures that they may give now; one decision settles all of theirs.</param>
/// <param name="By">They, and by what they may sign.</param>
internal sealed record WaitingSignature(LeaveRequest Leave, LeaveSignature Slot, Applicant Applicant, MaySign By)
{
    /// <summary>What waits, the oldest request first.</summary>
    /// <param name="staffId">For whom; null: for everybody.</param>
    public static async Task<IReadOnlyList<WaitingSignature>> Read(HallDb db, TimeProvider clock, int? staffId, CancellationToken cancel)
    {
        var offices = await Offices.Read(db, clock.GetUtcNow(), clock.Today(), cancel);
        if (staffId is { } signer && !offices.Signs(signer))
            return [];
        var requests = await db.Set<LeaveRequest>().AsNoTracking().Include(leave => leave.Signatures.Where(signature => signature.Approves == null).OrderBy(signature => signature.Id))
            .Where(leave => leave.State == LeaveState.WaitsForSignatures && leave.StaffId != staffId).OrderBy(leave => leave.Id).ToListAsync(cancel);
        var applicants = await LeaveApplicants.Of(db, clock, requests, cancel);
        return [.. requests.SelectMany(leave => Of(leave, applicants[leave.Id], offices).Where(one => staffId is null || one.By.StaffId == staffId).DistinctBy(one => one.By.StaffId))];
    }

    private static IEnumerable<WaitingSignature> Of(LeaveRequest leave, Applicant applicant, Offices offices) =>
        from slot in leave.Signatures
        from signer in offices.Of(slot.Signer, slot.RaisedTo, applicant)
        select new WaitingSignature(leave, slot, applicant, signer);
}
