using Microsoft.AspNetCore.Identity;

namespace ServiceHall.Web.Accounts.SecondFactor;

/// <summary>An authenticator application (身份验证器) that somebody has, or is about to have, tied to their account.</summary>
internal sealed class Authenticator
{
    public int StaffId { get; init; }

    /// <summary>The shared secret, encrypted with the hall's keys.</summary>
    public required byte[] Secret { get; set; }

    /// <summary>The sign-in, or the first step of one, to which the secret was shown: nobody else confirms it.</summary>
    public Guid? ShownTo { get; set; }

    /// <summary>When a first code of it was right; null: it is only shown, and proves nothing yet.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>The half minute of the last code that was taken: no code is taken twice.</summary>
    public long LastStep { get; set; }
}

/// <summary>One of ten codes (恢复代码) for whoever has lost the device; each works once.</summary>
internal sealed class RecoveryCode
{
    public long Id { get; init; }
    public int StaffId { get; init; }

    /// <summary>SHA-256 in hexadecimal digits.</summary>
    public required string Hash { get; init; }
    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>A passkey (通行密钥), as Identity keeps it.</summary>
internal sealed class Passkey : IdentityUserPasskey<int>;
