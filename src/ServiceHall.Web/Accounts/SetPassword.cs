using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts.Passwords;
using ServiceHall.Web.Accounts.Refused;
using ServiceHall.Web.Accounts.SecondSigner;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>Sets a password with a one-time code: the first one, or a new one in place of a forgotten one.</summary>
internal sealed class SetPassword(
    IServiceScopeFactory scopes, TimeProvider clock, FailureLimit limit, PasswordRule rule, NextPassword next, HallMeter meter)
{
    internal sealed record Request(string Number, string Code, string Password, string Address);

    /// <summary>Checks the code and sets the password. Every sign-in of before ends, and a lock is lifted.</summary>
    public async Task<Answer<Done>> Run(Request request, CancellationToken cancel)
    {
        var number = request.Number.Trim();
        if (rule.Fault(request.Password, number) is { } fault)
            return new Refusal(fault);
        if (await limit.Wait(request.Address, isKnown: false, cancel) is { } tooMany)
            return tooMany;
        await using var scope = await AccountScope.Open(scopes, number, clock.Today(), cancel, alsoClosed: true);
        var now = clock.GetUtcNow();
        var actor = new Actor(scope.Account?.Id ?? 0, request.Address);
        if (scope.Account is not { } account || !CodeHolds(account, request.Code, now))
        {
            var refusal = new Refusal($"工号或一次性代码不正确，或代码已经用过、已超过 {OneTimeCode.Lifetime.Days} 天。请核对，或请系统管理员重新发放。");
            limit.Count(request.Address);
            meter.SignInFailed("code", "wrong");
            await NoteRefused.Add(scope.Db, Audit.Of(actor, now, "account.set-password", $"staff {number}", AuditOutcome.Refused, refusal.Text), null, cancel);
            await scope.Commit(cancel);
            return refusal;
        }

        var isAnothers = account.CodeIssuedById is not null || account.PasswordHash is not null;
        if (await next.Set(scope, account, request.Password, now, cancel) is { } refused)
            return refused;
        // A first password by the hall's own hand (a demonstration) takes nothing from anybody.
        if (isAnothers)
            await TellOfCode(scope, account, number, now, cancel);
        account.CodeHash = null;
        account.CodeExpiresAt = null;
        account.CodeIssuedById = null;
        scope.Db.Audit.Add(Audit.Of(actor, now, "account.set-password", $"staff {number}", AuditOutcome.Done, "以一次性代码"));
        await scope.Commit(cancel);
        return new Done();
    }

    private static async Task TellOfCode(AccountScope scope, Account account, string number, DateTimeOffset now, CancellationToken cancel)
    {
        var by = await scope.Db.Staff.Where(staff => staff.Id == account.CodeIssuedById).Select(staff => staff.Name).SingleOrDefaultAsync(cancel);
        var roles = await scope.Db.RoleGrants.Where(grant => grant.StaffId == account.Id).Select(grant => grant.Role).ToListAsync(cancel);
        (account.PasswordByCodeAt, account.PasswordByCodeFromId) = (now, account.CodeIssuedById);
        await CodeNews.Used(scope.Db, new(account.Id, number, roles, now), CodeNews.By(by), cancel);
    }

    private static bool CodeHolds(Account account, string code, DateTimeOffset now) =>
        account.CodeHash is { } hash && account.CodeExpiresAt > now && code.Length <= 64
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(OneTimeCode.Hash(code)));
}
