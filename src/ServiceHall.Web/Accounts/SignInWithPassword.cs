using Microsoft.Extensions.Options;
using ServiceHall.Web.Accounts.Refused;
using ServiceHall.Web.Accounts.SecondFactor;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>Signs somebody in on one device, by staff number and password.</summary>
internal sealed class SignInWithPassword(
    IServiceScopeFactory scopes, TimeProvider clock, CheckPassword check, FailureLimit limit, HallMeter meter,
    FactorRequirement requirement, IOptions<SignInOptions> options)
{
    /// <summary>What is asked for; the device is how the browser names itself.</summary>
    /// <param name="IsKnown">Whether the person has signed in with this browser before (<see cref="KnownDevices"/>).</param>
    internal sealed record Request(string Number, string Password, Face Face, string Address, string Device, bool IsKnown = false);

    /// <summary>What a right password came to: a sign-in, or the first of two steps.</summary>
    internal sealed record Passed(SignIn? SignIn, PartialSignIn? Partial);

    /// <summary>Checks the password and opens a sign-in. A right password that is too old is refused as
    /// <see cref="RefusalKind.PasswordExpired"/>: <see cref="RenewPassword"/> sets the next one. Whoever needs a second
    /// factor is refused as <see cref="RefusalKind.SecondFactorWanted"/>.</summary>
    public async Task<Answer<SignIn>> Run(Request request, CancellationToken cancel)
    {
        var answer = await FirstStep(request, cancel);
        if (answer.Refusal is { } refusal)
            return refusal;
        return answer.Value.SignIn is { } signIn ? signIn : new Refusal("还须完成第二步。", Kind: RefusalKind.SecondFactorWanted);
    }

    /// <summary>The same; whoever needs a second factor has done the first step, and is not signed in.</summary>
    public async Task<Answer<Passed>> FirstStep(Request request, CancellationToken cancel)
    {
        var number = request.Number.Trim();
        if (await limit.Wait(request.Address, request.IsKnown, cancel) is { } tooMany)
        {
            meter.SignInFailed(request.Face == Face.Phone ? "phone" : "desk", "address");
            return tooMany;
        }

        await using var scope = await AccountScope.Open(scopes, number, clock.Today(), cancel);
        var failure = await check.Run(scope, request.Password, request.Address, cancel);
        var now = clock.GetUtcNow();
        var actor = new Actor(scope.Account?.Id ?? 0, request.Address);
        if (failure is null && now - scope.Account!.PasswordSetAt > TimeSpan.FromDays(options.Value.PasswordDays))
            failure = new(Expired, Expired.Text, "expired");
        if (failure is not null)
        {
            meter.SignInFailed(request.Face == Face.Phone ? "phone" : "desk", failure.Kind);
            var refused = Audit.Of(actor, now, "account.sign-in", $"staff {number}", AuditOutcome.Refused, failure.ForAudit);
            await NoteRefused.Add(scope.Db, refused, $"account.sign-in {failure.Kind}", cancel);
            await scope.Commit(cancel);
            return failure.Refusal;
        }

        var passed = await Open(scope, new(request.Face, request.Address, request.Device), now, cancel);
        await scope.Commit(cancel);
        return passed;
    }

    // A sign-in where the password is enough.
    private async Task<Passed> Open(AccountScope scope, OpenSignIn.Where where, DateTimeOffset now, CancellationToken cancel)
    {
        var account = scope.Account!;
        var factors = await OwnFactors.Read(scope.Db, requirement, account.Id, cancel);
        if (!factors.IsAsked)
            return new Passed(OpenSignIn.Add(scope.Db, account, where, now), null);
        scope.Db.Audit.Add(Audit.Of(
            new Actor(account.Id, where.Address), now, "account.first-step", $"staff {account.UserName}", AuditOutcome.Done, "密码正确，待第二步"));
        return new Passed(null, new PartialSignIn(Guid.NewGuid(), account.Id, account.SecurityStamp!, where.Face));
    }

    private Refusal Expired => new(
        $"密码已使用超过 {options.Value.PasswordDays} 天，请设置新密码后登录。", "GB/T 22239-2019 7.1.4.1", RefusalKind.PasswordExpired);
}
