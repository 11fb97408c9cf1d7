using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>Grants and revokes roles. Nobody changes their own; system and audit are never in one hand.</summary>
internal sealed class GrantRole(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>Which role of whom; the unit is that of a unit leader, and null for everybody else.</summary>
    internal sealed record Request(int StaffId, HallRole Role, int? UnitId = null);

    public async Task<Answer<Done>> Grant(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "account.grant-role", Right.GrantRoles, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (await Fault(act, actor, request, cancel) is { } fault)
            return fault;
        if (await Held(act, request).AnyAsync(cancel))
            return new Done();
        act.Db.Add(new RoleGrant { StaffId = request.StaffId, Role = request.Role, UnitId = request.UnitId });
        act.Record($"staff {request.StaffId}", request.Role.Chinese());
        try
        {
            await act.Commit(cancel);
        }
        catch (DbUpdateException clash) when (clash.InnerException is PostgresException { ConstraintName: AccountsTables.SeparateAdministrators })
        {
            return new Refusal("系统管理员与审计管理员不能由同一人担任。请先收回另一个角色，或另选一人。");
        }

        return new Done();
    }

    public async Task<Answer<Done>> Revoke(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "account.revoke-role", Right.GrantRoles, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (await Fault(act, actor, request, cancel) is { } fault)
            return fault;
        await Held(act, request).ExecuteDeleteAsync(cancel);
        act.Record($"staff {request.StaffId}", request.Role.Chinese());
        await act.Commit(cancel);
        return new Done();
    }

    private static IQueryable<RoleGrant> Held(Act act, Request request) => act.Db.RoleGrants.Where(grant =>
        grant.StaffId == request.StaffId && grant.Role == request.Role && grant.UnitId == request.UnitId);

    private static async Task<Refusal?> Fault(Act act, Actor actor, Request request, CancellationToken cancel)
    {
        if (actor.StaffId == request.StaffId)
            return await act.RefuseAsNotAllowed($"staff {request.StaffId}", new Refusal("不能修改自己的角色，请由另一位系统管理员办理。"), cancel);
        if (request.Role is HallRole.Clerk or HallRole.WindowLeader)
            return new Refusal("窗口工作人员和窗口负责人由在岗任职决定，请在人员页面安排任职。");
        if (request.Role == HallRole.UnitLeader != request.UnitId is not null)
            return new Refusal("派驻单位主管领导须指明单位，其他角色不指明单位。");
        if (!await act.Db.Staff.AnyAsync(staff => staff.Id == request.StaffId, cancel))
            return new Refusal("没有这个人，请刷新名单后重新选择。", Kind: RefusalKind.NotFound);
        return request.UnitId is { } unit && !await act.Db.Units.AnyAsync(u => u.Id == unit, cancel)
            ? new Refusal("没有这个单位，请刷新后重新选择。", Kind: RefusalKind.NotFound)
            : null;
    }
}
