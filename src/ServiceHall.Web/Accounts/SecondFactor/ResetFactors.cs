using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts.SecondSigner;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.SecondFactor;

/// <summary>
/// Takes away the second factors of somebody who has lost the device and the recovery codes: asked for by one administrator,
/// signed by a second person, and then done by whoever asked. Every sign-in of before ends; the password stays.
/// </summary>
internal sealed class ResetFactors(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    private const string Action = "account.reset-factors";

    public async Task<Answer<Done>> Run(Actor actor, int staffId, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, Action, Right.IssueCodes, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var account = await act.Db.Accounts.FromSql($"SELECT * FROM account WHERE id = {staffId} FOR UPDATE").AsTracking().SingleOrDefaultAsync(cancel);
        if (account is null)
            return new Refusal("这个人还没有帐号。", Kind: RefusalKind.NotFound);
        var roles = await act.Db.RoleGrants.Where(grant => grant.StaffId == staffId).Select(grant => grant.Role).ToListAsync(cancel);
        var signer = "";
        if (!actor.IsHall)
        {
            var second = await SecondSigners.Read(act.Db, act.Today, cancel);
            if (await SignedRequest.Use(act, new(staffId, AccountRequestKind.ResetFactor), roles, second, cancel) is not { } signed)
            {
                return new Refusal(
                    $"重设双重验证须第二人签字：{SecondSigners.Named(SecondSigners.For(roles))}。请先提出申请；签字后由您本人再次办理。",
                    SecondSigners.Clause, RefusalKind.SecondSignerWanted);
            }

            signer = signed;
        }

        await act.Db.Set<Authenticator>().Where(own => own.StaffId == staffId).ExecuteDeleteAsync(cancel);
        await act.Db.Set<RecoveryCode>().Where(code => code.StaffId == staffId).ExecuteDeleteAsync(cancel);
        await act.Db.Set<Passkey>().Where(passkey => passkey.UserId == staffId).ExecuteDeleteAsync(cancel);
        (account.FactorFailures, account.FactorLockedUntil) = (0, null);
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        var by = CodeNews.By(actor.IsHall ? null : act.Rights.Name);
        await CodeNews.Asked(act.Db, new(staffId, account.UserName ?? "", roles, act.Now), $"{by}已重设双重验证，以前的登录全部结束", cancel);
        act.Record($"staff {account.UserName}", signer);
        await act.Commit(cancel);
        return new Done();
    }
}
