using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.Refused;

/// <summary>How often somebody, or an address, was refused long ago; the attempts themselves stand in the audit.</summary>
internal sealed class ExpireRefusedAttempts() : RetentionKind<RefusedAttempt>("refused-attempts")
{
    public override int LeastDays => RetentionLimit.HalfYear;

    protected override IQueryable<RefusedAttempt> Old(HallDb db, RetentionLimit limit) =>
        db.Set<RefusedAttempt>().Where(attempt => attempt.BegunAt < limit.Instant);
}
