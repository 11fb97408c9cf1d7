using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Accounts.SecondSigner;

/// <summary>What codes for some people need, and which second persons have signed for whoever issues them now.</summary>
internal sealed class Signatures
{
    private readonly Actor _actor;
    private readonly SecondSigners _signers;
    private readonly ILookup<int, HallRole> _roles;
    private readonly Dictionary<int, SignedRequest.Signed> _signed;
    private readonly DateTimeOffset _now;

    private Signatures(
        Actor actor, SecondSigners signers, ILookup<int, HallRole> roles, Dictionary<int, SignedRequest.Signed> signed, DateTimeOffset now) =>
        (_actor, _signers, _roles, _signed, _now) = (actor, signers, roles, signed, now);

    public static async Task<Signatures> Read(Act act, Actor actor, IReadOnlyCollection<int> staffIds, CancellationToken cancel)
    {
        var grants = await act.Db.RoleGrants.Where(grant => staffIds.Contains(grant.StaffId))
            .Select(grant => new { grant.StaffId, grant.Role }).ToListAsync(cancel);
        var signed = await SignedRequest.Of(act.Db, actor.StaffId, AccountRequestKind.Code, act.Now)
            .Where(one => staffIds.Contains(one.Request.StaffId)).ToDictionaryAsync(one => one.Request.StaffId, cancel);
        return new Signatures(
            actor, await SecondSigners.Read(act.Db, act.Today, cancel), grants.ToLookup(grant => grant.StaffId, grant => grant.Role), signed, act.Now);
    }

    public IReadOnlyCollection<HallRole> RolesOf(int staffId) => [.. _roles[staffId]];

    /// <summary>For the audit: who signed; empty where nobody had to.</summary>
    public string SignerOf(int staffId) => _signed.TryGetValue(staffId, out var signed) ? signed.ForAudit : "";

    /// <summary>Why no code can be issued yet; null: it can, and a signature that it rests on is used up.</summary>
    /// <param name="hasPassword">Whether the account has a password, which the code would replace.</param>
    public Refusal? Missing(StaffMember person, bool hasPassword)
    {
        var roles = RolesOf(person.Id);
        // The hall's own command on the server is the way where nobody can sign.
        if (_actor.IsHall || !SecondSigners.IsProtected(roles))
            return null;
        if (_signed.TryGetValue(person.Id, out var signed) && _signers.StillSigns(signed.Request.SignedById!.Value, roles))
        {
            signed.UseUp(_now);
            return null;
        }

        var anybody = _signers.Of(person.Id, roles, _actor.StaffId).Count > 0;
        // A hall that begins has nobody who could sign, and an account without a password is nobody's to take.
        if (!hasPassword && !anybody)
            return null;
        return anybody
            ? new Refusal(
                $"{person.Name}的帐号（{SecondSigners.Named(roles)}）的一次性代码须第二人签字：{SecondSigners.Named(SecondSigners.For(roles))}。" +
                "请先提出申请；签字后由您本人再次发放。", SecondSigners.Clause, RefusalKind.SecondSignerWanted)
            : AskSecondSigner.NobodySigns(roles, AccountRequestKind.Code) with { Kind = RefusalKind.SecondSignerWanted };
    }
}
