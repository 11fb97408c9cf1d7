namespace ServiceHall.Web.Accounts.SecondSigner;

/// <summary>What is asked for about somebody's account that one person alone may not do.</summary>
internal enum AccountRequestKind
{
    /// <summary>发放一次性代码.</summary>
    Code,

    /// <summary>重设双重验证: authenticator, passkeys and recovery codes are removed.</summary>
    ResetFactor,

    /// <summary>授予角色: one of those that <see cref="SecondSigners.IsProtected"/> names.</summary>
    GrantRole,

    /// <summary>收回角色: likewise.</summary>
    RevokeRole,
}

/// <summary>How a request ended.</summary>
internal enum AccountRequestEnd
{
    /// <summary>What was asked for is done.</summary>
    Done,

    /// <summary>The second person did not sign.</summary>
    Refused,

    /// <summary>An administrator took it back, so that another one can ask.</summary>
    Withdrawn,

    /// <summary>Nobody did anything for <see cref="AccountRequest.Lifetime"/>.</summary>
    Expired,
}

/// <summary>Something about an account that one person has asked for and another one has to sign.</summary>
internal sealed class AccountRequest
{
    /// <summary>How long it can be signed and carried out.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public int Id { get; init; }
    public AccountRequestKind Kind { get; init; }

    /// <summary>Whose account.</summary>
    public int StaffId { get; init; }

    /// <summary>The role to grant or to revoke; null for what is no role's.</summary>
    public HallRole? Role { get; init; }
    public int AskedById { get; init; }
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>The second person; null: nobody has signed.</summary>
    public int? SignedById { get; set; }
    public DateTimeOffset? SignedAt { get; set; }

    /// <summary>Null: it is open.</summary>
    public DateTimeOffset? EndedAt { get; set; }
    public AccountRequestEnd? End { get; set; }
}

/// <summary>How kinds are called.</summary>
internal static class AccountRequestKinds
{
    /// <summary>Whether it is about a role.</summary>
    public static bool IsOfRole(this AccountRequestKind kind) => kind is AccountRequestKind.GrantRole or AccountRequestKind.RevokeRole;

    /// <summary>What is asked for, as people read it: “授予角色“科长””.</summary>
    public static string Chinese(this AccountRequestKind kind, HallRole? role) => kind.Chinese() + (role is { } of ? $"“{of.Chinese()}”" : "");

    public static string Chinese(this AccountRequestKind kind) => kind switch
    {
        AccountRequestKind.Code => "发放一次性代码",
        AccountRequestKind.ResetFactor => "重设双重验证",
        AccountRequestKind.GrantRole => "授予角色",
        AccountRequestKind.RevokeRole => "收回角色",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind without a name."),
    };
}
