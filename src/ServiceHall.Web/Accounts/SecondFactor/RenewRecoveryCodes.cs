namespace ServiceHall.Web.Accounts.SecondFactor;

/// <summary>Ten new recovery codes, with the password; those of before are void.</summary>
internal sealed class RenewRecoveryCodes(FactorOwner owner, TimeProvider clock)
{
    private const string Action = "account.renew-recovery-codes";

    public async Task<Answer<IReadOnlyList<string>>> Run(Actor actor, string number, string password, CancellationToken cancel)
    {
        var answer = await owner.Open(new(actor, number, password), Action, cancel);
        if (answer.Refusal is { } refusal)
            return refusal;
        await using var opened = answer.Value;
        if (!opened.Factors.Any)
            return new Refusal("请先设置身份验证器或通行密钥。");
        var codes = await RecoveryCodes.Renew(opened.Scope.Db, opened.Account.Id, cancel);
        FactorNews.Tell(opened.Scope.Db, opened.Account, actor, clock.GetUtcNow(), Action, "更换了恢复代码，以前的全部作废");
        await opened.Scope.Commit(cancel);
        return codes;
    }
}
