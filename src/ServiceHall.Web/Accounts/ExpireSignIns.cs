using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>Sign-ins that are long over, with their addresses and browsers; that somebody signed in stands in the audit.</summary>
internal sealed class ExpireSignIns() : RetentionKind<SignIn>("sign-ins")
{
    public override int LeastDays => RetentionLimit.HalfYear;

    protected override IQueryable<SignIn> Old(HallDb db, RetentionLimit limit) =>
        db.SignIns.Where(signIn => signIn.At < limit.Instant && signIn.LastSeenAt < limit.Instant);
}
