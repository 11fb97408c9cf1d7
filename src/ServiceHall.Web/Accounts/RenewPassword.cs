using ServiceHall.Web.Hosting;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>Replaces a password by whoever knows it and is not signed in, such as one that has become too old.</summary>
internal sealed class RenewPassword(IServiceScopeFactory scopes, TimeProvider clock, CheckPassword check,
    HallMeter meter)
{
    internal sealed record Request(string Number, string Old, string New, string Address);

    /// <summary>Checks the old password as a sign-in does, and sets the new one. Every sign-in of before ends.</summary>
    public async Task<Answer<Done>> Run(Request request, CancellationToken cancel)
    {
        var number = request.Number.Trim();
        await using var scope = await AccountScope.Open(scopes, number, clock.Today(), cancel);
        var now = clock.GetUtcNow();
        var actor = new Actor(scope.Account?.Id ?? 0, request.Address);
        if (await check.Run(scope, request.Old, request.Address) is { } failure)
        {
            meter.SignInFailed("renewal", failure.Kind);
            return await Refuse(failure.Refusal, failure.ForAudit);
        }

        if (string.Equals(request.Old, request.New, StringComparison.Ordinal))
            return await Refuse(new Refusal("新密码不能与原密码相同，请换一个。"), "与原密码相同");
        var account = scope.Account!;
        var result = await scope.Users.ChangePasswordAsync(account, request.Old, request.New);
        if (!result.Succeeded)
            return await Refuse(new Refusal(string.Join(" ", result.Errors.Select(error => error.Description))), "新密码不合要求");
        account.PasswordSetAt = now;
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
