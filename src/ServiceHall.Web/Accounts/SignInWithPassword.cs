using Microsoft.AspNetCore.Identity;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>Signs somebody in on one device, by staff number and password.</summary>
internal sealed class SignInWithPassword(IServiceScopeFactory scopes, TimeProvider clock, IPasswordHasher<Account> hasher)
{
    // Somebody unknown costs the same time as somebody known, so that times tell nobody who exists.
    private readonly string _nobodysHash = hasher.HashPassword(new Account(), Guid.NewGuid().ToString());

    /// <summary>What is asked for; the device is how the browser names itself.</summary>
    internal sealed record Request(string Number, string Password, Face Face, string Address, string Device);

    /// <summary>Checks the password and opens a sign-in. After 5 failures the account is locked for 15 minutes.</summary>
    public async Task<Answer<SignIn>> Run(Request request, CancellationToken cancel)
    {
        var number = request.Number.Trim();
        await using var scope = await AccountScope.Open(scopes, number, clock.Today(), cancel);
        var refusal = await Check(scope, request.Password);
        var now = clock.GetUtcNow();
        var actor = new Actor(scope.Account?.Id ?? 0, request.Address);
        if (refusal is not null)
        {
            scope.Db.Audit.Add(Audit.Of(actor, now, "account.sign-in", $"staff {number}", AuditOutcome.Refused, refusal.Text));
            await scope.Commit(cancel);
            return refusal;
        }

        var signIn = new SignIn
        {
            Id = Guid.NewGuid(),
            StaffId = scope.Account!.Id,
            Face = request.Face,
            At = now,
            LastSeenAt = now,
            Stamp = scope.Account.SecurityStamp!,
            Address = request.Address,
            Device = request.Device.Length > 200 ? request.Device[..200] : request.Device,
        };
        scope.Db.Add(signIn);
        scope.Db.Audit.Add(Audit.Of(actor, now, "account.sign-in", $"staff {number}", AuditOutcome.Done, request.Face == Face.Phone ? "手机" : "电脑"));
        await scope.Commit(cancel);
        return signIn;
    }

    private async Task<Refusal?> Check(AccountScope scope, string password)
    {
        var wrong = new Refusal($"工号或密码不正确。连续 {AccountsModule.FailuresBeforeLock} 次不正确，帐号将锁定 {AccountsModule.LockMinutes} 分钟。首次登录请先用一次性代码设置密码。");
        if (scope.Account is not { PasswordHash: not null } account || password.Length > PasswordRule.GreatestLength)
        {
            hasher.VerifyHashedPassword(new Account(), _nobodysHash, password.Length > PasswordRule.GreatestLength ? "" : password);
            return wrong;
        }

        if (await scope.Users.IsLockedOutAsync(account))
            return Locked;
        if (await scope.Users.CheckPasswordAsync(account, password))
        {
            await scope.Users.ResetAccessFailedCountAsync(account);
            return null;
        }

        await scope.Users.AccessFailedAsync(account);
        return await scope.Users.IsLockedOutAsync(account) ? Locked : wrong;
    }

    /// <summary>The account is locked after too many failures.</summary>
    public static Refusal Locked { get; } =
        new($"连续 {AccountsModule.FailuresBeforeLock} 次不正确，帐号已锁定 {AccountsModule.LockMinutes} 分钟。请稍后再试，或请系统管理员发放一次性代码。");
}
