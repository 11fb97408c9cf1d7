using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.SecondSigner;

/// <summary>
/// Asks for what one person alone may not do about an account. Those who can sign, the person and the audit administrators
/// are told.
/// </summary>
internal sealed class AskSecondSigner(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>Where signers look.</summary>
    public const string Page = "/desk/account-requests";

    /// <param name="Role">Which role, where one is granted or revoked; null for the other kinds.</param>
    internal sealed record Request(int StaffId, AccountRequestKind Kind, HallRole? Role = null);

    public async Task<Answer<Done>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "account.ask-signer", Right.IssueCodes, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (request.Kind.IsOfRole() != request.Role is not null || request.Role is { } asked && !SecondSigners.IsProtected([asked]))
            return new Refusal("这项申请与角色不符：只有须第二人签字的角色才需要申请。请刷新后重新选择。");
        var person = await act.Db.Staff
            .Where(staff => staff.Id == request.StaffId && (staff.LeftOn == null || staff.LeftOn >= act.Today))
            .Select(staff => new { staff.Id, staff.Number, staff.Name }).SingleOrDefaultAsync(cancel);
        if (person is null)
            return new Refusal("没有这个人，或已离开大厅。请刷新名单后重新选择。", Kind: RefusalKind.NotFound);
        if (person.Id == actor.StaffId)
            return await act.RefuseAsNotAllowed($"staff {person.Number}", new Refusal("不能为自己的帐号提出，请由另一位系统管理员提出。"), cancel);
        var roles = await act.Db.RoleGrants.Where(grant => grant.StaffId == person.Id).Select(grant => grant.Role).ToListAsync(cancel);
        roles = [.. SecondSigners.Concerned(roles, request.Role)];
        var signers = (await SecondSigners.Read(act.Db, act.Today, cancel)).Of(person.Id, roles, actor.StaffId);
        if (signers.Count == 0)
            return NobodySigns(roles, request.Kind);
        var expired = act.Now - AccountRequest.Lifetime;
        await act.Db.Set<AccountRequest>().Where(open => open.EndedAt == null && open.AskedAt <= expired)
            .ExecuteUpdateAsync(set => set.SetProperty(open => open.EndedAt, act.Now).SetProperty(open => open.End, AccountRequestEnd.Expired), cancel);
        act.Db.Add(new AccountRequest { Kind = request.Kind, Role = request.Role, StaffId = person.Id, AskedById = actor.StaffId, AskedAt = act.Now });
        var what = $"系统管理员{act.Rights.Name}申请{request.Kind.Chinese(request.Role)}，待第二人签字";
        Message.Tell(act.Db, act.Now, signers, MessageKind.System, $"{person.Name}（{person.Number}）的帐号：{what}。请核实后办理。", Page);
        await CodeNews.Asked(act.Db, new(person.Id, person.Number, roles, act.Now), what, cancel);
        act.Record($"staff {person.Number}", request.Kind.Chinese(request.Role));
        try
        {
            await act.Commit(cancel);
            return new Done();
        }
        catch (DbUpdateException clash) when (clash.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new Refusal("已有同样的申请在等待签字，请勿重复提出。", Kind: RefusalKind.Conflict);
        }
    }

    /// <summary>What is said where nobody can sign: a hall with one administrator is not locked out.</summary>
    public static Refusal NobodySigns(IReadOnlyCollection<HallRole> roles, AccountRequestKind kind) => new(
        $"大厅里现在没有能够第二人签字的人（{SecondSigners.Named(SecondSigners.For(roles))}，须已设密码且不是本人）。" +
        (kind.IsOfRole() ? "没有人能签字时不需要申请，可以直接办理，会记入审计。" : $"应急办法：由服务器的管理者在服务器上运行 ./hall {(kind == AccountRequestKind.Code ? "code" : "reset-factor")} 工号，会记入审计。"));
}
