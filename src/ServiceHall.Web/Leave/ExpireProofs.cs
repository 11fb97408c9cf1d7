using ServiceHall.Web.Attachments;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>
/// What proofs of leave say, such as an illness. The leave stays, and that there was a proof. One that a leave of an open
/// month, or one that still waits for somebody, refers to is not touched.
/// </summary>
internal sealed class ExpireProofs() : RetentionKind<AttachmentContent>("leave-proofs")
{
    public override bool AsOwner => true;

    public override bool WaitsForClosing => true;

    protected override IQueryable<AttachmentContent> Old(HallDb db, RetentionLimit limit)
    {
        var leave = db.Set<LeaveRequest>();
        return db.Set<AttachmentContent>().Where(content =>
            leave.Any(one => one.AttachmentId == content.Id)
            && !leave.Any(one => one.AttachmentId == content.Id && (one.AskedTo >= limit.Instant
                || (one.AskedTo >= limit.UndecidedInstant && one.State != LeaveState.Filed && one.State != LeaveState.Refused && one.State != LeaveState.Cancelled && one.State != LeaveState.SentBack))));
    }
}
