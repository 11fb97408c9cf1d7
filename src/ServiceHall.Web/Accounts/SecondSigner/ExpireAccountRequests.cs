using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.SecondSigner;

/// <summary>Requests about accounts, which nobody can sign or carry out any more; what was done stands in the audit.</summary>
internal sealed class ExpireAccountRequests() : RetentionKind<AccountRequest>("account-requests")
{
    // The time in which one can be signed is over by then, whatever the policy says.
    public override int LeastDays => RetentionLimit.HalfYear;

    protected override IQueryable<AccountRequest> Old(HallDb db, RetentionLimit limit) =>
        db.Set<AccountRequest>().Where(request => request.AskedAt < limit.Instant);
}
