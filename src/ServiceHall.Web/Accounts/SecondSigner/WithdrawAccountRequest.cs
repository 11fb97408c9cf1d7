using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.SecondSigner;

/// <summary>
/// Takes an open request back, signed or not, by any system administrator: whoever asked may be ill, and only who asked can
/// carry it out.
/// </summary>
internal sealed class WithdrawAccountRequest(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public async Task<Answer<Done>> Run(Actor actor, int id, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "account.withdraw-request", Right.IssueCodes, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var asked = await act.Db.Set<AccountRequest>()
            .FromSql($"SELECT * FROM account_request WHERE id = {id} FOR UPDATE").AsTracking().SingleOrDefaultAsync(cancel);
        if (asked is not { EndedAt: null } || act.Now - asked.AskedAt >= AccountRequest.Lifetime)
            return new Refusal("这项申请已经办理、撤回或过期，请刷新。", Kind: RefusalKind.NotFound);
        var number = await act.Db.Staff.Where(staff => staff.Id == asked.StaffId).Select(staff => staff.Number).SingleAsync(cancel);
        var roles = await act.Db.RoleGrants.Where(grant => grant.StaffId == asked.StaffId).Select(grant => grant.Role).ToListAsync(cancel);
        (asked.EndedAt, asked.End) = (act.Now, AccountRequestEnd.Withdrawn);
        var what = asked.Kind.Chinese(asked.Role);
        await CodeNews.Asked(act.Db, new(asked.StaffId, number, roles, act.Now), $"系统管理员{act.Rights.Name}撤回了“{what}”的申请", cancel);
        act.Record($"staff {number}", what);
        await act.Commit(cancel);
        return new Done();
    }
}
