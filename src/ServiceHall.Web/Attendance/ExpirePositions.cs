using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>Raw positions once nobody can need them any more: they are sensitive. Distance and accuracy stay.</summary>
internal sealed class ExpirePositions() : RetentionKind<PunchPosition>(KindCode)
{
    /// <summary>What the policy calls them.</summary>
    public const string KindCode = "positions";

    protected override IQueryable<PunchPosition> Old(HallDb db, RetentionLimit limit) =>
        db.Set<PunchPosition>().Where(position => position.Day < limit.Day);
}
