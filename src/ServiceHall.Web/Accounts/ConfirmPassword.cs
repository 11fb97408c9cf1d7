using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts.Refused;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>
/// Asks for the password again before something weighty on a phone that stays signed in for weeks. Wrong ones are counted
/// like those of a sign-in.
/// </summary>
internal sealed class ConfirmPassword(
    IServiceScopeFactory scopes, IDbContextFactory<HallDb> factory, TimeProvider clock, CheckPassword check,
    HallMeter meter)
{
    private const string Action = "account.confirm-password";

    /// <summary>What is said to a wrong password before a signature.</summary>
    public const string Wrong = "密码不正确，或帐号已被暂时锁定；什么也没有签批。请重新输入。";

    public async Task<Answer<Done>> Run(Actor actor, string password, CancellationToken cancel)
    {
        string? number;
        await using (var db = await factory.CreateDbContextAsync(cancel))
            number = await db.Staff.Where(staff => staff.Id == actor.StaffId).Select(staff => staff.Number).SingleOrDefaultAsync(cancel);
        await using var scope = await AccountScope.Open(scopes, number ?? "", clock.Today(), cancel);
        if (scope.Account is not { PasswordHash: not null } account || account.Id != actor.StaffId)
            return new Refusal("登录已失效，请重新登录。", Kind: RefusalKind.NotSignedIn);
        if (!await CheckSignIn.Holds(scope.Db, actor, clock.GetUtcNow(), cancel))
            return Refusal.SignInEnded;
        if (await check.Run(scope, password, actor.Address, cancel) is not { } failure)
        {
            await scope.Commit(cancel);
            return new Done();
        }

        meter.SignInFailed("phone", failure.Kind);
        var refused = Audit.Of(actor, clock.GetUtcNow(), Action, $"staff {number}", AuditOutcome.Refused, failure.ForAudit);
        await NoteRefused.Add(scope.Db, refused, $"{Action} {failure.Kind}", cancel);
        await scope.Commit(cancel);
        return new Refusal(Wrong);
    }
}
