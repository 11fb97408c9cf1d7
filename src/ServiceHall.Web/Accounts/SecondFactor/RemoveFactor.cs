using Microsoft.EntityFrameworkCore;

namespace ServiceHall.Web.Accounts.SecondFactor;

/// <summary>
/// Removes one's own authenticator or one passkey, with the password. The last factor of somebody whose role asks for one
/// stays.
/// </summary>
internal sealed class RemoveFactor(FactorOwner owner, TimeProvider clock)
{
    private const string Action = "account.remove-factor";

    /// <param name="Passkey">Which one, in hexadecimal digits; null: the authenticator.</param>
    internal sealed record Request(string Number, string Password, string? Passkey);

    public async Task<Answer<Done>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        var answer = await owner.Open(new(actor, request.Number, request.Password), Action, cancel);
        if (answer.Refusal is { } refusal)
            return refusal;
        await using var opened = answer.Value;
        var (db, account, factors) = (opened.Scope.Db, opened.Account, opened.Factors);
        if (factors.IsRequired && factors.Passkeys + (factors.HasAuthenticator ? 1 : 0) <= 1)
            return new Refusal("您的角色须有双重验证，最后一种不能移除。请先设置另一种，再移除这一种。");
        var removed = request.Passkey is { } passkey
            ? await RemovePasskey(opened, passkey, cancel)
            : await db.Set<Authenticator>().Where(own => own.StaffId == account.Id).ExecuteDeleteAsync(cancel);
        if (removed == 0)
            return new Refusal("已经移除，请刷新。", Kind: RefusalKind.NotFound);
        if (factors.Passkeys + (factors.HasAuthenticator ? 1 : 0) <= 1)
            await db.Set<RecoveryCode>().Where(code => code.StaffId == account.Id).ExecuteDeleteAsync(cancel);
        FactorNews.Tell(db, account, actor, clock.GetUtcNow(), Action, request.Passkey is null ? "移除了身份验证器" : "移除了一个通行密钥");
        await opened.Scope.Commit(cancel);
        return new Done();
    }

    private static async Task<int> RemovePasskey(FactorOwner.Opened opened, string id, CancellationToken cancel)
    {
        if (!Passkeys.TryRead(id, out var bytes))
            return 0;
        return await opened.Scope.Db.Set<Passkey>().Where(passkey => passkey.UserId == opened.Account.Id && passkey.CredentialId == bytes)
            .ExecuteDeleteAsync(cancel);
    }
}
