using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Inspection.Drafts;

/// <summary>What somebody began to write of a finding and left.</summary>
internal sealed class ExpireDrafts() : RetentionKind<FindingDraft>("finding-drafts")
{
    protected override IQueryable<FindingDraft> Old(HallDb db, RetentionLimit limit) =>
        db.Set<FindingDraft>().Where(draft => draft.SavedAt < limit.Instant);
}
