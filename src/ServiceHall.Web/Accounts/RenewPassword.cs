using ServiceHall.Web.Accounts.Passwords;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>Replaces a password by whoever knows it and is not signed in, such as one that has become too old.</summary>
internal sealed class RenewPassword(IServiceScopeFactory scopes, TimeProvider clock, CheckPassword check, FailureLimit limit,
    NextPassword next, HallMeter meter)
{
    internal sealed record Request(string Number, string Old, string New, string Address);

    /// <summary>Checks the old password as a sign-in does, and sets the new one. Every sign-in of before ends.</summary>
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

        if (await next.Set(scope, scope.Account!, request.New, now, cancel) is { } refused)
            return await Refuse(refused, "新密码不合要求");
        scope.Db.Audit.Add(Audit.Of(actor, now, "account.renew-password", $"staff {number}", AuditOutcome.Done, ""));
        await scope.Commit(cancel);
        return new Done();

        async Task<Answer<Done>> Refuse(Refusal refusal, string forAudit)
        {
            scope.Db.Audit.Add(Audit.Of(actor, now, "account.renew-password", $"staff {number}", AuditOutcome.Refused, forAudit));
            await scope.Commit(cancel);
            return refusal;
        }
    }
}
