using Microsoft.Extensions.Options;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Accounts;

/// <summary>Signs somebody in on one device, by staff number and password.</summary>
internal sealed class SignInWithPassword(
    IServiceScopeFactory scopes, TimeProvider clock, CheckPassword check, FailureLimit limit, HallMeter meter,
    IOptions<SignInOptions> options)
{
    /// <summary>What is asked for; the device is how the browser names itself.</summary>
    /// <param name="IsKnown">Whether the person has signed in with this browser before (<see cref="KnownDevices"/>).</param>
    internal sealed record Request(string Number, string Password, Face Face, string Address, string Device, bool IsKnown = false);

    /// <summary>Checks the password and opens a sign-in. A right password that is too old is refused as
    /// <see cref="RefusalKind.PasswordExpired"/>: <see cref="RenewPassword"/> sets the next one.</summary>
    public async Task<Answer<SignIn>> Run(Request request, CancellationToken cancel)
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
            scope.Db.Audit.Add(Audit.Of(actor, now, "account.sign-in", $"staff {number}", AuditOutcome.Refused, failure.ForAudit));
            await scope.Commit(cancel);
            return failure.Refusal;
        }

        var signIn = new SignIn
        {
            Id = Guid.NewGuid(),
            StaffId = scope.Account!.Id,
            Face = request.Face,
            At = now,
            LastSeenAt = now,
            Stamp = scope.Account.SecurityStamp!,
            Address = request.Address,
            Device = Cut.To(request.Device, 200),
        };
        scope.Db.Add(signIn);
        scope.Db.Audit.Add(Audit.Of(actor, now, "account.sign-in", $"staff {number}", AuditOutcome.Done, request.Face == Face.Phone ? "手机" : "电脑"));
        await scope.Commit(cancel);
        return signIn;
    }

    private Refusal Expired => new(
        $"密码已使用超过 {options.Value.PasswordDays} 天，请设置新密码后登录。", "GB/T 22239-2019 7.1.4.1", RefusalKind.PasswordExpired);
}
