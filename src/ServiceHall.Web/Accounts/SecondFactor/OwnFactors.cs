using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.SecondFactor;

/// <summary>Which second factors somebody has, and whether they need one.</summary>
/// <param name="IsRequired">One of the person's roles asks for it.</param>
/// <param name="HasAuthenticator">A confirmed one.</param>
internal sealed record OwnFactors(bool IsRequired, bool HasAuthenticator, int Passkeys, int RecoveryCodes)
{
    /// <summary>Whether there is anything to prove oneself with.</summary>
    public bool Any => HasAuthenticator || Passkeys > 0;

    /// <summary>
    /// Whether a password is not enough: the role says so, or the person has an authenticator. A passkey alone is somebody's
    /// quick way in on the phone, and asks for nothing at a desk that may not reach it.
    /// </summary>
    public bool IsAsked => IsRequired || HasAuthenticator;

    public static async Task<OwnFactors> Read(HallDb db, FactorRequirement requirement, int staffId, CancellationToken cancel)
    {
        var found = await db.Accounts.Where(account => account.Id == staffId).Select(account => new
        {
            Roles = db.RoleGrants.Where(grant => grant.StaffId == staffId).Select(grant => grant.Role).ToList(),
            HasAuthenticator = db.Set<Authenticator>().Any(own => own.StaffId == staffId && own.ConfirmedAt != null),
            Passkeys = db.Set<Passkey>().Count(passkey => passkey.UserId == staffId),
            Codes = db.Set<RecoveryCode>().Count(code => code.StaffId == staffId && code.UsedAt == null),
        }).SingleAsync(cancel);
        return new OwnFactors(requirement.Holds(found.Roles), found.HasAuthenticator, found.Passkeys, found.Codes);
    }
}
