using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ServiceHall.Web.Accounts;

/// <summary>
/// Whether a password is that of an account. What is told and how long it takes say nobody whether the account exists or
/// is locked; the audit says it. A failure costs one slow hash and one statement, whatever it is.
/// </summary>
internal sealed class CheckPassword(IPasswordHasher<Account> hasher, FailureLimit limit, TimeProvider clock)
{
    private readonly string _nobodysHash = hasher.HashPassword(new Account(), Guid.NewGuid().ToString());

    /// <summary>The one answer to somebody unknown, a wrong password and a locked account.</summary>
    public static Refusal Wrong { get; } = new(
        $"工号或密码不正确，或帐号已被暂时锁定（连续 {AccountsModule.FailuresBeforeLock} 次不正确，锁定 {AccountsModule.LockMinutes} 分钟）。" +
        "请核对后再试；忘记密码或首次登录，请使用系统管理员发放的一次性代码。");

    /// <summary>Checks, and counts a failure: 5 in a row lock the account for 15 minutes, many from one address slow that address.</summary>
    /// <returns>Null: it is the right one.</returns>
    public async Task<Failure?> Run(AccountScope scope, string password, string address, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var (account, isTooLong) = (scope.Account, password.Length > PasswordRule.GreatestLength);
        var hash = isTooLong ? null : account?.PasswordHash;
        var isRight = hasher.VerifyHashedPassword(account ?? new Account(), hash ?? _nobodysHash, isTooLong ? "" : password)
            != PasswordVerificationResult.Failed && hash is not null;
        var isLocked = IsLocked(account, now);
        if (isRight && !isLocked)
        {
            if (account!.AccessFailedCount > 0)
                account.AccessFailedCount = 0;
            return null;
        }

        limit.Count(address);
        var failures = (account?.AccessFailedCount ?? 0) + 1;
        var locks = failures >= AccountsModule.FailuresBeforeLock;
        // A lock that runs is not made longer, and somebody unknown has no row: the statement is sent all the same.
        var id = hash is null || isLocked ? 0 : account!.Id;
        DateTimeOffset? until = locks ? now.AddMinutes(AccountsModule.LockMinutes) : account?.LockoutEnd;
        await scope.Db.Accounts.Where(one => one.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(one => one.AccessFailedCount, locks ? 0 : failures).SetProperty(one => one.LockoutEnd, until), cancel);
        return hash is null ? new Failure(Wrong, "没有这个帐号，或尚无密码", "unknown")
            : isLocked ? new Failure(Wrong, "帐号已锁定", "locked")
            : new Failure(Wrong, locks ? "密码不正确，帐号自此锁定" : "密码不正确", "wrong");
    }

    /// <summary>Whether wrong passwords have locked the account for now.</summary>
    public static bool IsLocked(Account? account, DateTimeOffset now) => account?.LockoutEnd > now;

    /// <summary>What the person is told, and what the audit keeps.</summary>
    /// <param name="Kind">One word of <c>HallMeter.SignInFailed</c>.</param>
    internal sealed record Failure(Refusal Refusal, string ForAudit, string Kind);
}
