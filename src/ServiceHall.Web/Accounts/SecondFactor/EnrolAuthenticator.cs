using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Accounts.SecondFactor;

/// <summary>
/// Ties an authenticator application to somebody's account: its secret is shown, and counts once a first code of it was
/// right.
/// </summary>
internal sealed class EnrolAuthenticator(FactorOwner owner, AuthenticatorCodes codes, TimeProvider clock)
{
    private const string Action = "account.enrol-authenticator";

    /// <summary>What the page shows, once: for the keyboard, and for a QR code.</summary>
    internal sealed record Shown(string Secret, string Address);

    /// <param name="RecoveryCodes">New ones, to be shown once; empty: those of before hold.</param>
    /// <param name="SignIn">Where it was the second step of a sign-in: the sign-in.</param>
    internal sealed record Enrolled(IReadOnlyList<string> RecoveryCodes, SignIn? SignIn);

    /// <summary>
    /// Makes a secret; within one sign-in, or one first step, the same as before. What somebody else was shown is void: they
    /// may have known the password, and would hold the second factor too.
    /// </summary>
    public async Task<Answer<Shown>> Begin(FactorOwner.Who who, CancellationToken cancel)
    {
        var answer = await owner.Open(who, Action, cancel);
        if (answer.Refusal is { } refusal)
            return refusal;
        await using var opened = answer.Value;
        if (opened.Factors.HasAuthenticator)
            return new Refusal("已有身份验证器。要换一个，请先移除现在的。");
        var db = opened.Scope.Db;
        var own = await db.Set<Authenticator>().SingleOrDefaultAsync(one => one.StaffId == opened.Account.Id, cancel);
        if (own is not null && own.ShownTo == ShownTo(who))
            return new Shown(codes.Text(own), codes.Address(own, opened.Account.UserName ?? ""));
        if (who is { Partial: null, Password: null })
            return new Refusal("请先输入登录密码，再显示二维码。");
        if (own is null)
            db.Add(own = new Authenticator { StaffId = opened.Account.Id, Secret = codes.NewSecret(), ShownTo = ShownTo(who) });
        else
            (own.Secret, own.ShownTo) = (codes.NewSecret(), ShownTo(who));
        await opened.Scope.Commit(cancel);
        return new Shown(codes.Text(own), codes.Address(own, opened.Account.UserName ?? ""));
    }

    /// <summary>Takes a first code.</summary>
    public async Task<Answer<Enrolled>> Confirm(FactorOwner.Who who, string digits, string device, CancellationToken cancel)
    {
        var answer = await owner.Open(who, Action, cancel);
        if (answer.Refusal is { } refusal)
            return refusal;
        await using var opened = answer.Value;
        var (db, account, now) = (opened.Scope.Db, opened.Account, clock.GetUtcNow());
        var shownTo = ShownTo(who);
        var own = await db.Set<Authenticator>()
            .SingleOrDefaultAsync(one => one.StaffId == account.Id && one.ConfirmedAt == null && one.ShownTo == shownTo, cancel);
        if (own is null)
            return new Refusal("请先显示二维码，用身份验证器扫描后再输入验证码。");
        if (!codes.Take(own, Fold.Key(digits)))
            return new Refusal("验证码不正确。请确认手机的时间是自动校准的，并输入身份验证器现在显示的 6 位数字。");
        own.ConfirmedAt = now;
        var actor = who.Actor with { StaffId = account.Id };
        var recovery = opened.Factors.RecoveryCodes > 0 ? [] : await RecoveryCodes.Renew(db, account.Id, cancel);
        FactorNews.Tell(db, account, actor, now, Action, "设置了身份验证器");
        var signIn = who.Partial is { } partial
            ? OpenSignIn.Add(db, account, new(partial.Face, who.Actor.Address, device, "新设置的身份验证器"), now)
            : null;
        await opened.Scope.Commit(cancel);
        return new Enrolled(recovery, signIn);
    }

    private static Guid? ShownTo(FactorOwner.Who who) => who.Partial?.Id ?? who.Actor.SignInId;
}
