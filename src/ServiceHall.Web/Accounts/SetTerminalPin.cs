using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts.Refused;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>Sets one's own digits for the hall's terminal. The password is asked for: a phone may lie about unlocked.</summary>
internal sealed class SetTerminalPin(IServiceScopeFactory scopes, IDbContextFactory<HallDb> factory, TimeProvider clock, CheckPassword check, IPasswordHasher<Account> hasher)
{
    internal sealed record Request(string Number, string Password, string Pin, string Again);

    /// <summary>When the digits were set; null: there are none.</summary>
    public async Task<DateTimeOffset?> SetAt(Actor actor, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.Set<TerminalPin>().Where(pin => pin.StaffId == actor.StaffId).Select(pin => (DateTimeOffset?)pin.SetAt).SingleOrDefaultAsync(cancel);
    }

    public async Task<Answer<Done>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        if (PinRule.Fault(request.Pin, request.Number) is { } fault)
            return new Refusal(fault);
        if (!string.Equals(request.Pin, request.Again, StringComparison.Ordinal))
            return new Refusal("两次输入的终端密码不一致，请重新输入。");
        await using var scope = await AccountScope.Open(scopes, request.Number, clock.Today(), cancel);
        if (scope.Account is not { } account || account.Id != actor.StaffId)
            return new Refusal("只能设置自己的终端密码。请重新登录后再试。", Kind: RefusalKind.NotAllowed);
        if (!await CheckSignIn.Holds(scope.Db, actor, clock.GetUtcNow(), cancel))
            return Refusal.SignInEnded;
        var (now, subject) = (clock.GetUtcNow(), $"staff {request.Number}");
        if (CheckPassword.IsLocked(account, now))
            return ChangePassword.Locked;
        if (await check.Run(scope, request.Password, actor.Address, cancel) is not null)
        {
            await NoteRefused.Add(scope.Db, Audit.Of(actor, now, "account.set-pin", subject, AuditOutcome.Refused, "登录密码不正确"), null, cancel);
            await scope.Commit(cancel);
            return new Refusal("登录密码不正确，请重新输入。");
        }

        if (await scope.Db.Set<TerminalPin>().FindAsync([account.Id], cancel) is not { } own)
            scope.Db.Add(own = new TerminalPin { StaffId = account.Id, Hash = "" });
        own.Hash = hasher.HashPassword(account, request.Pin);
        (own.SetAt, own.Failures, own.LockedUntil) = (now, 0, null);
        scope.Db.Audit.Add(Audit.Of(actor, now, "account.set-pin", subject, AuditOutcome.Done, ""));
        await scope.Commit(cancel);
        return new Done();
    }
}
