using ServiceHall.Web.Accounts.Refused;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts.SecondFactor;

/// <summary>
/// Who changes second factors: somebody signed in, who gives the password once more, or somebody in the middle of a sign-in
/// whose role asks for a second factor and who has none yet.
/// </summary>
internal sealed class FactorOwner(
    IServiceScopeFactory scopes, TimeProvider clock, CheckPassword check, FactorRequirement requirement)
{
    /// <param name="Partial">The sign-in that is under way; null: <paramref name="Actor"/> is signed in.</param>
    /// <param name="Password">Of somebody signed in; null: what is done needs none beside what was shown before.</param>
    internal sealed record Who(Actor Actor, string Number, string? Password, PartialSignIn? Partial = null);

    /// <summary>What somebody may change, in a transaction.</summary>
    internal sealed record Opened(AccountScope Scope, Account Account, OwnFactors Factors) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Scope.DisposeAsync();
    }

    /// <summary>Opens the account; what is refused has been counted and is on record.</summary>
    public async Task<Answer<Opened>> Open(Who who, string action, CancellationToken cancel)
    {
        var scope = who.Partial is { } partial
            ? await SecondStep.OfPartial(scopes, partial, clock, cancel)
            : await AccountScope.Open(scopes, who.Number, clock.Today(), cancel);
        Opened? opened = null;
        try
        {
            var refusal = await Refused(scope, who, action, cancel);
            if (refusal is not null)
                return refusal;
            var factors = await OwnFactors.Read(scope.Db, requirement, scope.Account!.Id, cancel);
            // A first factor only: whoever has one proves it before anything is changed.
            if (who.Partial is not null && factors.Any)
                return new Refusal("帐号已有双重验证，请先完成第二步再修改。", Kind: RefusalKind.NotAllowed);
            return opened = new Opened(scope, scope.Account, factors);
        }
        finally
        {
            if (opened is null)
                await scope.DisposeAsync();
        }
    }

    private async Task<Refusal?> Refused(AccountScope scope, Who who, string action, CancellationToken cancel)
    {
        if (who.Partial is { } partial)
            return scope.Account is null || scope.Account.SecurityStamp != partial.Stamp ? SecondStep.Again : null;
        if (scope.Account is not { } account || account.Id != who.Actor.StaffId)
            return new Refusal("登录已失效，请重新登录。", Kind: RefusalKind.NotSignedIn);
        if (!await CheckSignIn.Holds(scope.Db, who.Actor, clock.GetUtcNow(), cancel))
            return Refusal.SignInEnded;
        if (who.Password is null)
            return null;
        if (await check.Run(scope, who.Password, who.Actor.Address, cancel) is not { } failure)
            return null;
        var refused = Audit.Of(who.Actor, clock.GetUtcNow(), action, $"staff {who.Number}", AuditOutcome.Refused, failure.ForAudit);
        await NoteRefused.Add(scope.Db, refused, $"{action} {failure.Kind}", cancel);
        await scope.Commit(cancel);
        return new Refusal("登录密码不正确，或帐号已被暂时锁定；什么也没有改变。");
    }
}
