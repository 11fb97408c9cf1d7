using ServiceHall.Web.Accounts.Passwords;
using ServiceHall.Web.Accounts.Refused;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>Changes one's own password. Sign-ins on other devices end; the one that asks stays.</summary>
internal sealed class ChangePassword(IServiceScopeFactory scopes, TimeProvider clock, CheckPassword check, NextPassword next)
{
    /// <summary>What is asked for, by the sign-in that asks.</summary>
    internal sealed record Request(string Number, Guid SignInId, string Old, string New);

    // Told to whoever is signed in, so it reveals nothing.
    internal static Refusal Locked { get; } =
        new($"连续 {AccountsModule.FailuresBeforeLock} 次不正确，{AccountsModule.LockMinutes} 分钟内不能再试。请稍后再来，或请系统管理员发放一次性代码。");

    public async Task<Answer<Done>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var scope = await AccountScope.Open(scopes, request.Number, clock.Today(), cancel);
        if (scope.Account is not { } account || account.Id != actor.StaffId)
            return new Refusal("只能修改自己的密码。请重新登录后再试。", Kind: RefusalKind.NotAllowed);
        if (!await CheckSignIn.Holds(scope.Db, actor, clock.GetUtcNow(), cancel))
            return Refusal.SignInEnded;
        var now = clock.GetUtcNow();
        if (CheckPassword.IsLocked(account, now))
            return Locked;
        if (await check.Run(scope, request.Old, actor.Address, cancel) is not null)
        {
            var refused = Audit.Of(actor, now, "account.change-password", $"staff {request.Number}", AuditOutcome.Refused, "原密码不正确");
            await NoteRefused.Add(scope.Db, refused, null, cancel);
            await scope.Commit(cancel);
            return new Refusal("原密码不正确，请重新输入。");
        }

        if (await next.Set(scope, account, request.New, now, cancel) is { } refusal)
            return refusal;
        if (await scope.Db.SignIns.FindAsync([request.SignInId], cancel) is { } own && own.StaffId == account.Id)
            own.Stamp = account.SecurityStamp!;
        scope.Db.Audit.Add(Audit.Of(actor, now, "account.change-password", $"staff {request.Number}", AuditOutcome.Done, ""));
        await scope.Commit(cancel);
        return new Done();
    }
}
