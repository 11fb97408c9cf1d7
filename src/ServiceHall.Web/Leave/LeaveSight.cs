using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>How much of a request somebody may see.</summary>
internal enum LeaveSight
{
    None,

    /// <summary>The cover person, and whoever finds it in their list: who, when, and how it stands; neither reason nor proof.</summary>
    Outline,

    /// <summary>The applicant, those who sign or signed, and the section: everything.</summary>
    Whole,
}

/// <summary>Decides it.</summary>
internal static class LeaveSights
{
    /// <summary>
    /// The leave that somebody finds in the hall's list: the section and the hall leader all; a leader that of their own people,
    /// those who are theirs now and those who were on its days.
    /// </summary>
    public static IQueryable<LeaveRequest> Listed(HallDb db, TimeProvider clock, Rights rights)
    {
        var all = db.Set<LeaveRequest>();
        if (rights.May(Right.SeeAllLeave))
            return all;
        var (windowId, units) = (rights.Roles.Contains(HallRole.WindowLeader) ? rights.WindowId : null, rights.UnitIds);
        var (today, zone) = (clock.Today(), clock.LocalTimeZone.Id);
        return all.Where(leave => leave.Staff!.Postings.Any(post => (post.WindowId == windowId || units.Contains(post.Window!.UnitId))
            && (post.To == null || post.To >= today
                || (post.From <= DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(leave.To.UtcDateTime, zone))
                    && post.To >= DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(leave.From.UtcDateTime, zone))))));
    }

    public static async Task<LeaveSight> SightOf(HallDb db, TimeProvider clock, LeaveRequest leave, Rights rights, CancellationToken cancel)
    {
        if (leave.StaffId == rights.StaffId || rights.May(Right.FileLeave)
            || leave.Signatures.Exists(signature => signature.DecidedById == rights.StaffId || signature.OnBehalfOfId == rights.StaffId))
            return LeaveSight.Whole;
        var offices = await Offices.Read(db, clock.GetUtcNow(), clock.Today(), cancel);
        var applicant = await LeaveApplicants.Of(db, clock, leave, cancel);
        if (leave.Signatures.Exists(signature => offices.Of(signature.Signer, signature.RaisedTo, applicant).Any(one => one.StaffId == rights.StaffId)))
            return LeaveSight.Whole;
        return leave.Covers.Contains(rights.StaffId) || await Listed(db, clock, rights).AnyAsync(one => one.Id == leave.Id, cancel) ? LeaveSight.Outline : LeaveSight.None;
    }
}
