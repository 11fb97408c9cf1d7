using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.Passwords;

/// <summary>Hashes of passwords that nobody is asked about any more.</summary>
internal sealed class ExpireFormerPasswords() : RetentionKind<FormerPassword>("former-passwords")
{
    protected override IQueryable<FormerPassword> Old(HallDb db, RetentionLimit limit) =>
        db.Set<FormerPassword>().Where(former => former.EndedAt < limit.Instant);
}
