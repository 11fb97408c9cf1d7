using ServiceHall.Web.Accounts.Passwords;
using ServiceHall.Web.Accounts.Refused;
using ServiceHall.Web.Accounts.SecondFactor;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>Replaces a password by whoever knows it and is not signed in, such as one that has become too old.</summary>
internal sealed class RenewPassword(IServiceScopeFactory scopes, TimeProvider clock, CheckPassword check, FailureLimit limit,
    NextPassword next, FactorRequirement requirement, SecondStep step, HallMeter meter)
{
    /// <param name="Factor">A code of the authenticator or a recovery code, where the account has a second factor.</param>
    internal sealed record Request(string Number, string Old, string New, string Address, string Factor = "");

    /// <summary>What is said where the second factor is missing or wrong.</summary>
    public static Refusal FactorWanted { get; } = new(
        "帐号已启用双重验证，须同时输入身份验证器现在显示的 6 位数字，或一个没有用过的恢复代码。" +
        "只有通行密钥的，请用通行密钥登录后在“帐号”页修改密码。连续多次不正确会暂时锁定。", Kind: RefusalKind.SecondFactorWanted);

    /// <summary>
    /// Checks the old password and the second factor as a sign-in does, and sets the new one. Every sign-in of before ends.
    /// </summary>
    public async Task<Answer<Done>> Run(Request request, CancellationToken cancel)
    {
        var number = request.Number.Trim();
        if (await limit.Wait(request.Address, isKnown: false, cancel) is { } tooMany)
            return tooMany;
        await using var scope = await AccountScope.Open(scopes, number, clock.Today(), cancel);
        var now = clock.GetUtcNow();
        var actor = new Actor(scope.Account?.Id ?? 0, request.Address);
        if (await check.Run(scope, request.Old, request.Address, cancel) is { } failure)
        {
            meter.SignInFailed("renewal", failure.Kind);
            return await Refuse(failure.Refusal, failure.ForAudit);
        }

        var factors = await OwnFactors.Read(scope.Db, requirement, scope.Account!.Id, cancel);
        if (factors is { IsAsked: true, Any: true } && await step.Prove(scope, request.Factor, now, cancel) is { How: null } unproved)
        {
            meter.SignInFailed("renewal", "factor");
            return await Refuse(FactorWanted, unproved.Why);
        }

        if (await next.Set(scope, scope.Account!, request.New, now, cancel) is { } refused)
            return await Refuse(refused, "新密码不合要求");
        scope.Db.Audit.Add(Audit.Of(actor, now, "account.renew-password", $"staff {number}", AuditOutcome.Done, ""));
        await scope.Commit(cancel);
        return new Done();

        async Task<Answer<Done>> Refuse(Refusal refusal, string forAudit)
        {
            var record = Audit.Of(actor, now, "account.renew-password", $"staff {number}", AuditOutcome.Refused, forAudit);
            await NoteRefused.Add(scope.Db, record, $"account.renew-password {forAudit}", cancel);
            await scope.Commit(cancel);
            return refusal;
        }
    }
}
