using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts.Refused;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Accounts.SecondFactor;

/// <summary>
/// The second step of a sign-in: six digits of the authenticator, or one of the recovery codes. Five failures lock the
/// second step for 15 minutes, whatever right passwords come between.
/// </summary>
internal sealed class SecondStep(IServiceScopeFactory scopes, TimeProvider clock, AuthenticatorCodes codes, HallMeter meter)
{
    internal sealed record Request(PartialSignIn Partial, string Code, string Address, string Device);

    /// <summary>The one answer to a wrong code, a used one and a locked step.</summary>
    public static Refusal Wrong { get; } = new(
        $"验证码不正确、已经用过，或第二步已被暂时锁定（连续 {AccountsModule.FailuresBeforeLock} 次不正确，锁定 {AccountsModule.LockMinutes} 分钟）。" +
        "验证码每 30 秒更换一次，每个只能用一次，请等下一个再试；手机的时间应自动校准。");

    /// <summary>What is said where the first step no longer holds.</summary>
    public static Refusal Again { get; } = new("登录的第一步已超过 5 分钟或已失效，请重新输入密码。", Kind: RefusalKind.NotSignedIn);

    public async Task<Answer<SignIn>> Run(Request request, CancellationToken cancel)
    {
        await using var scope = await OfPartial(scopes, request.Partial, clock, cancel);
        if (scope.Account is not { } account || account.SecurityStamp != request.Partial.Stamp)
            return Again;
        var now = clock.GetUtcNow();
        var subject = $"staff {account.UserName}";
        var actor = new Actor(account.Id, request.Address);
        var proof = await Prove(scope, request.Code, now, cancel);
        if (proof.How is not { } how)
        {
            meter.SignInFailed(request.Partial.Face == Face.Phone ? "phone" : "desk", "factor");
            var refused = Audit.Of(actor, now, "account.second-step", subject, AuditOutcome.Refused, proof.Why);
            await NoteRefused.Add(scope.Db, refused, proof.IsLocked ? "account.second-step locked" : null, cancel);
            await scope.Commit(cancel);
            return Wrong;
        }

        var signIn = OpenSignIn.Add(scope.Db, account, new(request.Partial.Face, request.Address, request.Device, how), now);
        await scope.Commit(cancel);
        return signIn;
    }

    /// <summary>Takes a code within the scope's transaction, and counts a wrong one.</summary>
    /// <returns>How it was proved; null: it was not, and why, as the audit says it; whether the step was locked before.</returns>
    public async Task<(string? How, string Why, bool IsLocked)> Prove(AccountScope scope, string code, DateTimeOffset now, CancellationToken cancel)
    {
        var account = scope.Account!;
        if (account.FactorLockedUntil > now)
            return (null, "第二步已锁定", true);
        if (await Take(scope, Fold.Key(code), now, cancel) is { } how)
        {
            account.FactorFailures = 0;
            return (how, "", false);
        }

        if (++account.FactorFailures >= AccountsModule.FailuresBeforeLock)
            (account.FactorFailures, account.FactorLockedUntil) = (0, now.AddMinutes(AccountsModule.LockMinutes));
        return (null, "第二步不正确", false);
    }

    /// <summary>The scope of whoever has done the first step.</summary>
    public static async Task<AccountScope> OfPartial(IServiceScopeFactory scopes, PartialSignIn partial, TimeProvider clock, CancellationToken cancel)
    {
        string? number;
        await using (var services = scopes.CreateAsyncScope())
        {
            number = await services.ServiceProvider.GetRequiredService<HallDb>().Staff
                .Where(staff => staff.Id == partial.StaffId).Select(staff => staff.Number).SingleOrDefaultAsync(cancel);
        }

        return await AccountScope.Open(scopes, number ?? "", clock.Today(), cancel);
    }

    // What the audit says of how; null: it is wrong.
    private async Task<string?> Take(AccountScope scope, string code, DateTimeOffset now, CancellationToken cancel)
    {
        var id = scope.Account!.Id;
        if (code.Length == AuthenticatorCodes.Digits)
        {
            var own = await scope.Db.Set<Authenticator>().SingleOrDefaultAsync(one => one.StaffId == id && one.ConfirmedAt != null, cancel);
            return own is not null && codes.Take(own, code) ? "身份验证器" : null;
        }

        return code.Length <= 64 && await RecoveryCodes.Take(scope.Db, id, code, now, cancel) ? "恢复代码" : null;
    }
}
