using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>How much of a request somebody may see.</summary>
internal enum LeaveSight
{
    None,

    /// <summary>The cover person: who, when, and how it stands; neither reason nor proof.</summary>
    Cover,

    /// <summary>The applicant, those who sign or signed, and the section: everything.</summary>
    Whole,
}

/// <summary>Decides it.</summary>
internal static class LeaveSights
{
    public static async Task<LeaveSight> SightOf(HallDb db, TimeProvider clock, LeaveRequest leave, Rights rights, CancellationToken cancel)
    {
        if (leave.StaffId == rights.StaffId || rights.Roles.Contains(HallRole.Section) || rights.Roles.Contains(HallRole.SectionHead)
            || leave.Signatures.Exists(signature => signature.DecidedById == rights.StaffId || signature.OnBehalfOfId == rights.StaffId))
            return LeaveSight.Whole;
        var offices = await Offices.Read(db, clock.GetUtcNow(), clock.Today(), cancel);
        var applicant = await LeaveApplicants.Of(db, clock, leave, cancel);
        if (leave.Signatures.Exists(signature => offices.Of(signature.Signer, signature.RaisedTo, applicant).Any(one => one.StaffId == rights.StaffId)))
            return LeaveSight.Whole;
        return leave.Covers.Contains(rights.StaffId) ? LeaveSight.Cover : LeaveSight.None;
    }
}
