using Microsoft.AspNetCore.Identity;

namespace ServiceHall.Web.Accounts;

/// <summary>
/// Whether a password is that of an account. What is told and how long it takes say nobody whether the account exists or
/// is locked; the audit says it.
/// </summary>
internal sealed class CheckPassword(IPasswordHasher<Account> hasher, FailureLimit limit)
{
    private readonly string _nobodysHash = hasher.HashPassword(new Account(), Guid.NewGuid().ToString());

    /// <summary>The one answer to somebody unknown, a wrong password and a locked account.</summary>
    public static Refusal Wrong { get; } = new(
        $"工号或密码不正确，或帐号已被暂时锁定（连续 {AccountsModule.FailuresBeforeLock} 次不正确，锁定 {AccountsModule.LockMinutes} 分钟）。" +
        "请核对后再试；忘记密码或首次登录，请使用系统管理员发放的一次性代码。");

    /// <summary>Checks, and counts a failure: 5 in a row lock the account for 15 minutes, many from one address that address.</summary>
    /// <returns>Null: it is the right one.</returns>
    public async Task<Failure?> Run(AccountScope scope, string password, string address)
    {
        if (limit.Refuses(address) is { } tooMany)
            return new Failure(tooMany, "来自此地址的失败过多", "address");
        var failure = await Check(scope, password);
        if (failure is not null)
            limit.Count(address);
        return failure;
    }

    private async Task<Failure?> Check(AccountScope scope, string password)
    {
        if (scope.Account is not { PasswordHash: not null } account || password.Length > PasswordRule.GreatestLength)
            return Same(password, "没有这个帐号，或尚无密码", "unknown");
        if (await scope.Users.IsLockedOutAsync(account))
            return Same(password, "帐号已锁定", "locked");
        if (await scope.Users.CheckPasswordAsync(account, password))
        {
            await scope.Users.ResetAccessFailedCountAsync(account);
            return null;
        }

        await scope.Users.AccessFailedAsync(account);
        return new Failure(Wrong, await scope.Users.IsLockedOutAsync(account) ? "密码不正确，帐号自此锁定" : "密码不正确", "wrong");
    }

    // Costs what a true check costs.
    private Failure Same(string password, string forAudit, string kind)
    {
        hasher.VerifyHashedPassword(new Account(), _nobodysHash, password.Length > PasswordRule.GreatestLength ? "" : password);
        return new Failure(Wrong, forAudit, kind);
    }

    /// <summary>What the person is told, and what the audit keeps.</summary>
    /// <param name="Kind">One word of <c>HallMeter.SignInFailed</c>.</param>
    internal sealed record Failure(Refusal Refusal, string ForAudit, string Kind);
}
