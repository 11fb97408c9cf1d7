using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>How much of a request somebody may see.</summary>
internal enum LeaveSight
{
    None,

    /// <summary>The cover person, and whoever finds it in their list: who, when, and how it stands; neither reason nor proof nor remarks.</summary>
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

    /// <summary>
    /// A request that is to be changed, locked; for whoever may not see it, and where there is none, the refusal is the same.
    /// </summary>
    public static async Task<(LeaveRequest? Leave, Refusal Unseen)> Locked(Act act, TimeProvider clock, int leaveId, Refusal unseen, CancellationToken cancel)
    {
        if (await LeaveChange.Locked(act.Db, leaveId, cancel) is not { } leave)
            return (null, unseen);
        return await SightOf(act.Db, clock, leave, act.Rights, cancel) == LeaveSight.None
            ? (null, await act.RefuseAsUnseen(leave.Subject, unseen, cancel))
            : (leave, unseen);
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

    /// <summary>
    /// What somebody is handed who sees the outline alone: who, when, how it stands and who decided. What anybody wrote about it
    /// is left out, since a remark tells as much as the reason; that of an outing is its reason.
    /// </summary>
    public static LeaveRequest Outlined(this LeaveRequest leave) => new()
    {
        Id = leave.Id, Key = leave.Key, StaffId = leave.StaffId, Staff = leave.Staff, Kind = leave.Kind, From = leave.From, To = leave.To, AskedTo = leave.AskedTo,
        Reason = "", SubmittedAt = leave.SubmittedAt, ExtendsId = leave.ExtendsId,
        Tier = leave.Tier, TierClause = leave.TierClause, TierSentence = leave.TierSentence,
        CoverId = leave.CoverId, Cover = leave.Cover, CoverAcceptedAt = leave.CoverAcceptedAt, NextCoverId = leave.NextCoverId, NextCover = leave.NextCover,
        State = leave.State, Turn = leave.Turn, IsVoid = leave.IsVoid, OverriddenFor = leave.OverriddenFor is null ? null : "", ReturnedAt = leave.ReturnedAt,
        Signatures = leave.Signatures.ConvertAll(signature => new LeaveSignature
        {
            Id = signature.Id, LeaveId = signature.LeaveId, Signer = signature.Signer, Why = signature.Why, Since = signature.Since,
            RaisedTo = signature.RaisedTo, RaisedAt = signature.RaisedAt, Approves = signature.Approves, DecidedById = signature.DecidedById, DecidedBy = signature.DecidedBy,
            OnBehalfOfId = signature.OnBehalfOfId, OnBehalfOf = signature.OnBehalfOf, DecidedAt = signature.DecidedAt,
        }),
        Steps = leave.Steps.ConvertAll(step => new LeaveStep
        {
            Id = step.Id, LeaveId = step.LeaveId, Turn = step.Turn, Act = step.Act, FromState = step.FromState, ToState = step.ToState,
            At = step.At, ActorId = step.ActorId, Actor = step.Actor, Remark = "",
        }),
    };
}
