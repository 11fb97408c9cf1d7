using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts.SecondFactor;
using ServiceHall.Web.Accounts.SecondSigner;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>
/// Grants and revokes roles. Nobody changes their own; system, audit and security are never in one hand; roles that
/// <see cref="SecondSigners.IsProtected"/> names need a second person (<see cref="AskSecondSigner"/>).
/// </summary>
internal sealed class GrantRole(IDbContextFactory<HallDb> factory, TimeProvider clock, FactorRequirement requirement)
{
    /// <summary>Which role of whom; the unit is that of a unit leader, and null for everybody else.</summary>
    internal sealed record Request(int StaffId, HallRole Role, int? UnitId = null);

    public async Task<Answer<Done>> Grant(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "account.grant-role", Right.GrantRoles, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var (number, fault) = await Whose(act, actor, request, cancel);
        if (fault is not null)
            return fault;
        if (await Held(act.Db, request).AnyAsync(cancel))
            return new Done();
        var (missing, signer) = await RoleSignature.Use(act, actor, AccountRequestKind.GrantRole, request, cancel);
        if (missing is not null)
            return missing;
        act.Db.Add(new RoleGrant { StaffId = request.StaffId, Role = request.Role, UnitId = request.UnitId });
        await VoidCode(act, request, cancel);
        await Tell(act, actor, request, number, "授予", cancel);
        act.Record($"staff {number}", Detail(request, signer));
        if (requirement.Holds([request.Role]))
            await EndSignIns(act, request.StaffId, cancel);
        try
        {
            await act.Commit(cancel);
        }
        catch (DbUpdateException clash) when (clash.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // The same role was granted in this same second, or another of the three administrations is held.
            await using var db = await factory.CreateDbContextAsync(cancel);
            if (!await Held(db, request).AnyAsync(cancel))
                return new Refusal("系统管理员、审计管理员、安全管理员三者不能由同一人兼任。请先收回另一个角色，或另选一人。");
        }

        return new Done();
    }

    public async Task<Answer<Done>> Revoke(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "account.revoke-role", Right.GrantRoles, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var (number, fault) = await Whose(act, actor, request, cancel);
        if (fault is not null)
            return fault;
        if (!await Held(act.Db, request).AnyAsync(cancel))
            return new Done();
        var (missing, signer) = await RoleSignature.Use(act, actor, AccountRequestKind.RevokeRole, request, cancel);
        if (missing is not null)
            return missing;
        await Held(act.Db, request).ExecuteDeleteAsync(cancel);
        await Tell(act, actor, request, number, "收回", cancel);
        act.Record($"staff {number}", Detail(request, signer));
        await act.Commit(cancel);
        return new Done();
    }

    private static string Detail(Request request, string signer) => signer.Length == 0 ? request.Role.Chinese() : $"{request.Role.Chinese()}，{signer}";

    private static Task Tell(Act act, Actor actor, Request request, string number, string what, CancellationToken cancel) =>
        actor.IsHall || !SecondSigners.IsProtected([request.Role])
            ? Task.CompletedTask
            : CodeNews.Asked(
                act.Db, new(request.StaffId, number, [request.Role], act.Now), $"系统管理员{act.Rights.Name}{what}了角色“{request.Role.Chinese()}”", cancel);

    // A code that one person issued alone would open what needs two from now on.
    private static async Task VoidCode(Act act, Request request, CancellationToken cancel)
    {
        if (!SecondSigners.IsProtected([request.Role]))
            return;
        string? none = null;
        await act.Db.Accounts.Where(account => account.Id == request.StaffId && account.CodeIssuedById != null && account.CodeHash != null)
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.CodeHash, none), cancel);
    }

    // What was signed in with a password alone is not enough for the role.
    private static Task<int> EndSignIns(Act act, int staffId, CancellationToken cancel)
    {
        DateTimeOffset? now = act.Now;
        return act.Db.SignIns.Where(signIn => signIn.StaffId == staffId && signIn.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(signIn => signIn.EndedAt, now), cancel);
    }

    private static IQueryable<RoleGrant> Held(HallDb db, Request request) => db.RoleGrants.Where(grant =>
        grant.StaffId == request.StaffId && grant.Role == request.Role && grant.UnitId == request.UnitId);

    // The staff number, by which the audit knows people; or why the role cannot be changed.
    private static async Task<(string Number, Refusal? Fault)> Whose(Act act, Actor actor, Request request, CancellationToken cancel)
    {
        if (actor.StaffId == request.StaffId)
            return ("", await act.RefuseAsNotAllowed($"staff {act.Rights.Number}", new Refusal("不能修改自己的角色，请由另一位系统管理员办理。"), cancel));
        if (request.Role is HallRole.Clerk or HallRole.WindowLeader)
            return ("", new Refusal("窗口工作人员和窗口负责人由在岗任职决定，请在人员页面安排任职。"));
        if (request.Role == HallRole.UnitLeader != request.UnitId is not null)
            return ("", new Refusal("派驻单位主管领导须指明单位，其他角色不指明单位。"));
        if (await act.Db.Staff.Where(staff => staff.Id == request.StaffId).Select(staff => staff.Number).SingleOrDefaultAsync(cancel) is not { } number)
            return ("", new Refusal("没有这个人，请刷新名单后重新选择。", Kind: RefusalKind.NotFound));
        return request.UnitId is { } unit && !await act.Db.Units.AnyAsync(u => u.Id == unit, cancel)
            ? ("", new Refusal("没有这个单位，请刷新后重新选择。", Kind: RefusalKind.NotFound))
            : (number, null);
    }
}
