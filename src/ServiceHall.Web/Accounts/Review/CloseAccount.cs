using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceHall.Web.Accounts.SecondSigner;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.Review;

/// <summary>
/// Stops an account that nobody has used for long (停用): nobody signs in with it in any way, an open code is void, and its
/// sign-ins end. The person, postings and records stay; a one-time code opens it again, with a second person where
/// <see cref="SecondSigners"/> says so.
/// </summary>
internal sealed class CloseAccount(IDbContextFactory<HallDb> factory, TimeProvider clock, IOptions<SignInOptions> options)
{
    public async Task<Answer<Done>> Run(Actor actor, int staffId, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "account.close", Right.IssueCodes, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (staffId == actor.StaffId)
            return await act.RefuseAsNotAllowed($"staff {act.Rights.Number}", new Refusal("不能停用自己的帐号，请由另一位系统管理员办理。"), cancel);
        var account = await act.Db.Accounts.FromSql($"SELECT * FROM account WHERE id = {staffId} FOR UPDATE").AsTracking().SingleOrDefaultAsync(cancel);
        if (account?.PasswordHash is null || account.ClosedAt is not null)
            return new Refusal("这个帐号没有密码，或已停用。请刷新。", Kind: RefusalKind.NotFound);
        if (!await ReviewAccounts.Unused(act.Db, act.Now, act.Today, options.Value.UnusedDays).AnyAsync(unused => unused.Id == staffId, cancel))
            return new Refusal($"这个帐号在 {options.Value.UnusedDays} 天内用过，不能按久未使用停用。请刷新。", SecondSigners.Clause, RefusalKind.Conflict);
        (account.ClosedAt, account.CodeHash, account.CodeExpiresAt) = (act.Now, null, null);
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        account.ConcurrencyStamp = Guid.NewGuid().ToString("N");
        var roles = await act.Db.RoleGrants.Where(grant => grant.StaffId == staffId).Select(grant => grant.Role).ToListAsync(cancel);
        await CodeNews.Asked(act.Db, new(staffId, account.UserName ?? "", roles, act.Now), $"系统管理员{act.Rights.Name}因久未使用停用了它，需要时请申领一次性代码", cancel);
        act.Record($"staff {account.UserName}");
        await act.Commit(cancel);
        return new Done();
    }
}
