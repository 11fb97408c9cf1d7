using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ServiceHall.Web.Accounts.Passwords;

/// <summary>Sets somebody's next password, whichever way they came to it: by the rule, and none that they had lately.</summary>
internal sealed class NextPassword(PasswordRule rule, IPasswordHasher<Account> hasher, IOptions<SignInOptions> options)
{
    /// <summary>Sets it in the scope's transaction; every sign-in of before ends.</summary>
    /// <returns>Why it is refused; null: it is set.</returns>
    public async Task<Refusal?> Set(AccountScope scope, Account account, string password, DateTimeOffset now, CancellationToken cancel)
    {
        if (rule.Fault(password, account.UserName ?? "") is { } fault)
            return new Refusal(fault);
        // The one that holds is the first of those that are remembered.
        var former = await scope.Db.Set<FormerPassword>().Where(one => one.StaffId == account.Id)
            .OrderByDescending(one => one.Id).Take(Math.Max(0, options.Value.PasswordsRemembered - 1)).ToListAsync(cancel);
        if (former.Exists(one => Is(account, one.Hash, password)))
            return new Refusal($"新密码不能是最近 {options.Value.PasswordsRemembered} 次用过的，请换一个。");
        if (account.PasswordHash is { } current)
        {
            if (Is(account, current, password))
                return new Refusal("新密码不能与原密码相同，请换一个。");
            scope.Db.Add(new FormerPassword { StaffId = account.Id, Hash = current, EndedAt = now });
            var oldest = former.Count > 0 ? former[^1].Id : 0;
            await scope.Db.Set<FormerPassword>().Where(one => one.StaffId == account.Id && one.Id < oldest).ExecuteDeleteAsync(cancel);
        }

        account.PasswordHash = hasher.HashPassword(account, password);
        (account.PasswordSetAt, account.ClosedAt) = (now, null);
        (account.AccessFailedCount, account.LockoutEnd) = (0, null);
        await scope.Users.UpdateSecurityStampAsync(account);
        return null;
    }

    private bool Is(Account account, string hash, string password) =>
        hasher.VerifyHashedPassword(account, hash, password) != PasswordVerificationResult.Failed;
}
