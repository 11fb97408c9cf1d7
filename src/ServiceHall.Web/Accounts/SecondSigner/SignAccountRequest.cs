using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.SecondSigner;

/// <summary>The second person signs a request about an account, or refuses it. It is carried out by whoever asked.</summary>
internal sealed class SignAccountRequest(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <param name="Signs">False: refuses.</param>
    internal sealed record Request(int Id, bool Signs);

    public async Task<Answer<Done>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "account.sign-request", Right.SignAccountRequests, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var asked = await act.Db.Set<AccountRequest>()
            .FromSql($"SELECT * FROM account_request WHERE id = {request.Id} FOR UPDATE").AsTracking().SingleOrDefaultAsync(cancel);
        if (asked is null || asked.EndedAt is not null || asked.SignedById is not null || act.Now - asked.AskedAt >= AccountRequest.Lifetime)
            return new Refusal("这项申请已经办理、撤回或过期，请刷新。", Kind: RefusalKind.NotFound);
        var number = await act.Db.Staff.Where(staff => staff.Id == asked.StaffId).Select(staff => staff.Number).SingleAsync(cancel);
        var roles = await act.Db.RoleGrants.Where(grant => grant.StaffId == asked.StaffId).Select(grant => grant.Role).ToListAsync(cancel);
        roles = [.. SecondSigners.Concerned(roles, asked.Role)];
        if (actor.StaffId == asked.StaffId || actor.StaffId == asked.AskedById)
            return await act.RefuseAsNotAllowed($"staff {number}", new Refusal("本人和提出人都不能签字，请由另一位有权的人办理。"), cancel);
        if (!SecondSigners.MaySign(act.Rights.Roles, roles))
            return await act.RefuseAsNotAllowed($"staff {number}", new Refusal(
                $"您不能为这个帐号签字。可以签字的是：{SecondSigners.Named(SecondSigners.For(roles))}；由此得利的人不能签字。"), cancel);
        if (request.Signs)
            (asked.SignedById, asked.SignedAt) = (actor.StaffId, act.Now);
        else
            (asked.EndedAt, asked.End) = (act.Now, AccountRequestEnd.Refused);
        var outcome = $"{asked.Kind.Chinese(asked.Role)}，第二人（{act.Rights.Name}）{(request.Signs ? "已签字" : "不同意")}";
        await CodeNews.Asked(act.Db, new(asked.StaffId, number, roles, act.Now), outcome, cancel);
        Message.Tell(act.Db, act.Now, [asked.AskedById], MessageKind.System, $"{number} 的帐号：{outcome}。", $"/desk/people/{asked.StaffId}");
        act.Record($"staff {number}", $"{asked.Kind.Chinese(asked.Role)}：{(request.Signs ? "签字" : "不同意")}");
        await act.Commit(cancel);
        return new Done();
    }
}
