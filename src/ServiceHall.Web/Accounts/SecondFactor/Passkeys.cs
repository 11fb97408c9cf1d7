using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceHall.Web.Accounts.Refused;
using ServiceHall.Web.Hosting;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Accounts.SecondFactor;

/// <summary>
/// Passkeys (通行密钥), as Identity makes and checks them. Each asks the person's finger, face or PIN at the device itself, so
/// one signs in without a password, and counts as both factors.
/// </summary>
internal sealed class Passkeys(
    IServiceScopeFactory scopes, TimeProvider clock, FactorOwner owner, IOptions<IdentityPasskeyOptions> options, HallMeter meter)
{
    private const string Action = "account.add-passkey";
    private const int LongestName = 40;

    /// <summary>What a browser is asked for, and what the server has to remember until it answers.</summary>
    internal sealed record Challenge(string Options, string? State);

    /// <summary>What the options for a new passkey are made for.</summary>
    public async Task<Answer<Challenge>> BeginAdding(FactorOwner.Who who, HttpContext context, CancellationToken cancel)
    {
        var answer = await owner.Open(who, Action, cancel);
        if (answer.Refusal is { } refusal)
            return refusal;
        await using var opened = answer.Value;
        var account = opened.Account;
        var made = await Handler(opened.Scope).MakeCreationOptionsAsync(
            new PasskeyUserEntity
            {
                Id = account.Id.ToString(CultureInfo.InvariantCulture), Name = account.UserName ?? "", DisplayName = account.UserName ?? "",
            }, context);
        await opened.Scope.Commit(cancel);
        return new Challenge(made.CreationOptionsJson, made.AttestationState);
    }

    /// <summary>Keeps the new passkey.</summary>
    /// <param name="credential">What the browser answered, as JSON.</param>
    public async Task<Answer<EnrolAuthenticator.Enrolled>> Add(
        FactorOwner.Who who, HttpContext context, string credential, string? state, string name, CancellationToken cancel)
    {
        var answer = await owner.Open(who, Action, cancel);
        if (answer.Refusal is { } refusal)
            return refusal;
        await using var opened = answer.Value;
        var (db, account, now) = (opened.Scope.Db, opened.Account, clock.GetUtcNow());
        var made = await Handler(opened.Scope).PerformAttestationAsync(
            new PasskeyAttestationContext { HttpContext = context, CredentialJson = credential, AttestationState = state });
        if (!made.Succeeded || made.UserEntity.Id != account.Id.ToString(CultureInfo.InvariantCulture))
            return new Refusal("通行密钥没有设置成功，请重新试一次。");
        made.Passkey.Name = name.Trim() is { Length: > 0 } given ? Cut.Bare(given, LongestName) : "通行密钥";
        var kept = await opened.Scope.Users.AddOrUpdatePasskeyAsync(account, made.Passkey);
        if (!kept.Succeeded)
            return new Refusal("通行密钥没有保存成功，请重新试一次。", Kind: RefusalKind.Conflict);
        var actor = who.Actor with { StaffId = account.Id };
        var recovery = opened.Factors.RecoveryCodes > 0 ? [] : await RecoveryCodes.Renew(db, account.Id, cancel);
        FactorNews.Tell(db, account, actor, now, Action, $"添加了通行密钥“{made.Passkey.Name}”");
        var signIn = who.Partial is { } partial
            ? OpenSignIn.Add(db, account, new(partial.Face, who.Actor.Address, context.Request.Headers.UserAgent.ToString(), "新设置的通行密钥"), now)
            : null;
        await opened.Scope.Commit(cancel);
        return new EnrolAuthenticator.Enrolled(recovery, signIn);
    }

    /// <summary>Gives a passkey another name.</summary>
    public async Task<Answer<Done>> Rename(Actor actor, string number, string id, string name, CancellationToken cancel)
    {
        var answer = await owner.Open(new(actor, number, null), "account.rename-passkey", cancel);
        if (answer.Refusal is { } refusal)
            return refusal;
        await using var opened = answer.Value;
        if (name.Trim().Length == 0)
            return new Refusal("请填写名称。");
        if (!TryRead(id, out var bytes)
            || await opened.Scope.Db.Set<Passkey>().SingleOrDefaultAsync(one => one.UserId == opened.Account.Id && one.CredentialId == bytes, cancel) is not { } passkey)
            return new Refusal("没有这个通行密钥，请刷新。", Kind: RefusalKind.NotFound);
        passkey.Data.Name = Cut.Bare(name.Trim(), LongestName);
        opened.Scope.Db.Audit.Add(Audit.Of(actor, clock.GetUtcNow(), "account.rename-passkey", $"staff {number}", AuditOutcome.Done, ""));
        await opened.Scope.Commit(cancel);
        return new Done();
    }

    /// <summary>What a browser is asked for to sign in: any passkey of this hall, or one of whoever has done the first step.</summary>
    public async Task<Challenge> BeginSignIn(PartialSignIn? partial, HttpContext context, CancellationToken cancel)
    {
        await using var scope = partial is null
            ? await AccountScope.Open(scopes, "", clock.Today(), cancel)
            : await SecondStep.OfPartial(scopes, partial, clock, cancel);
        var asked = await Handler(scope).MakeRequestOptionsAsync(scope.Account, context);
        return new Challenge(asked.RequestOptionsJson, asked.AssertionState);
    }

    /// <summary>Signs in whoever the passkey belongs to; after a first step only whoever did that.</summary>
    public async Task<Answer<SignIn>> SignIn(
        PartialSignIn? partial, Face face, HttpContext context, string credential, string? state, CancellationToken cancel)
    {
        await using var scope = await AccountScope.Open(scopes, "", clock.Today(), cancel);
        var (now, today) = (clock.GetUtcNow(), clock.Today());
        var given = await Handler(scope).PerformAssertionAsync(
            new PasskeyAssertionContext { HttpContext = context, CredentialJson = credential, AssertionState = state });
        var account = given.Succeeded ? given.User : null;
        var isHere = account is { ClosedAt: null } && await scope.Db.Staff.AnyAsync(
            staff => staff.Id == account.Id && (staff.LeftOn == null || staff.LeftOn >= today), cancel);
        var isTheirs = partial is null || (account?.Id == partial.StaffId && account.SecurityStamp == partial.Stamp);
        if (!isHere || !isTheirs || !given.Passkey!.IsUserVerified)
        {
            meter.SignInFailed(face == Face.Phone ? "phone" : "desk", "passkey");
            var actor = new Actor(account?.Id ?? 0, context.Address());
            var refused = Audit.Of(
                actor, now, "account.sign-in", account is null ? "" : $"staff {account.UserName}", AuditOutcome.Refused, "通行密钥不被接受");
            await NoteRefused.Add(scope.Db, refused, "account.sign-in passkey", cancel);
            await scope.Commit(cancel);
            return new Refusal("这个通行密钥不能登录：它不是本大厅的，或已被移除。请改用密码登录。");
        }

        await scope.Users.AddOrUpdatePasskeyAsync(account!, given.Passkey);
        var signIn = OpenSignIn.Add(scope.Db, account!, new(face, context.Address(), context.Request.Headers.UserAgent.ToString(), "通行密钥"), now);
        await scope.Commit(cancel);
        return signIn;
    }

    /// <summary>A credential's id from the form that pages carry.</summary>
    public static bool TryRead(string id, out byte[] bytes)
    {
        bytes = [];
        if (id.Length is 0 or > 2046 || id.Length % 2 != 0 || !id.All(char.IsAsciiHexDigit))
            return false;
        bytes = Convert.FromHexString(id);
        return true;
    }

    // On the scope's own context, so that what it changes is part of the scope's transaction.
    private PasskeyHandler<Account> Handler(AccountScope scope) => new(scope.Users, options);
}
