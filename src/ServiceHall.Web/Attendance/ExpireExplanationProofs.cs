using ServiceHall.Web.Attachments;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>What was handed in with explanations that are decided. The explanations stay.</summary>
internal sealed class ExpireExplanationProofs() : RetentionKind<AttachmentContent>("explanation-proofs")
{
    public override bool AsOwner => true;

    public override bool WaitsForClosing => true;

    protected override IQueryable<AttachmentContent> Old(HallDb db, RetentionLimit limit)
    {
        var explanations = db.Set<Explanation>();
        return db.Set<AttachmentContent>().Where(content =>
            explanations.Any(one => one.AttachmentId == content.Id)
            && !explanations.Any(one => one.AttachmentId == content.Id && (one.Day >= limit.Day || (one.Accepted == null && one.Day >= limit.Undecided))));
    }
}
