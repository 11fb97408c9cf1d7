using Microsoft.EntityFrameworkCore;

namespace ServiceHall.Web.Accounts.SecondSigner;

/// <summary>
/// The second hand on the roles that open accounts, the audit or the hall: whoever could hand one of them out alone would
/// have a willing signer for everything else (<see cref="SecondSigners.Clause"/>).
/// </summary>
internal static class RoleSignature
{
    /// <summary>
    /// Why the role cannot be granted or revoked yet; null: it can, and the signature that it rests on is used up. A hall
    /// that begins has nobody who could sign; there one is enough, and those concerned are told.
    /// </summary>
    /// <returns>Beside it, for the audit, who signed; empty where nobody had to.</returns>
    public static async Task<(Refusal? Missing, string Signer)> Use(
        Act act, Actor actor, AccountRequestKind kind, GrantRole.Request request, CancellationToken cancel)
    {
        if (actor.IsHall || !SecondSigners.IsProtected([request.Role]))
            return (null, "");
        var held = await act.Db.RoleGrants.Where(grant => grant.StaffId == request.StaffId).Select(grant => grant.Role).ToListAsync(cancel);
        IReadOnlyList<HallRole> concerned = [.. SecondSigners.Concerned(held, request.Role)];
        var second = await SecondSigners.Read(act.Db, act.Today, cancel);
        if (await SignedRequest.Use(act, new(request.StaffId, kind, request.Role), concerned, second, cancel) is { } signer)
            return (null, signer);
        var signers = second.Of(request.StaffId, concerned, actor.StaffId);
        return signers.Count == 0
            ? (null, "")
            : (new Refusal(
                $"{kind.Chinese(request.Role)}须第二人签字：{SecondSigners.Named(SecondSigners.For(concerned))}。" +
                "请先提出申请；签字后由您本人再次办理。", SecondSigners.Clause, RefusalKind.SecondSignerWanted), "");
    }
}
