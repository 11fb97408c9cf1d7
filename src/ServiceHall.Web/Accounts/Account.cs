using Microsoft.AspNetCore.Identity;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Accounts;

/// <summary>
/// How a person signs in. Its id is the person's, its user name the staff number. Without a password until the person
/// sets one with a one-time code.
/// </summary>
internal sealed class Account : IdentityUser<int>
{
    public StaffMember? Staff { get; init; }

    /// <summary>SHA-256 of the one-time code, in hexadecimal digits; null: none is open.</summary>
    public string? CodeHash { get; set; }
    public DateTimeOffset? CodeExpiresAt { get; set; }

    /// <summary>Who issued the open code; null: the hall itself.</summary>
    public int? CodeIssuedById { get; set; }
    public DateTimeOffset? PasswordSetAt { get; set; }

    /// <summary>When a code that somebody issued set the password, until the person has taken note; null: nothing to note.</summary>
    public DateTimeOffset? PasswordByCodeAt { get; set; }

    /// <summary>Who had issued that code; null: the hall itself.</summary>
    public int? PasswordByCodeFromId { get; set; }

    /// <summary>When it was stopped (停用): nobody signs in with it, until a one-time code opens it again. Null: it is open.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Wrong second factors since the last right one; counted apart, since a right password forgets the wrong ones.</summary>
    public int FactorFailures { get; set; }

    /// <summary>Until when no second factor is taken; null: not locked.</summary>
    public DateTimeOffset? FactorLockedUntil { get; set; }
}

/// <summary>Where somebody signed in: each face has its own rules of how long a sign-in lasts.</summary>
internal enum Face
{
    /// <summary>A computer at the desk: ends 30 minutes after its last use.</summary>
    Desk,

    /// <summary>A person's own phone: 30 days on its device.</summary>
    Phone,
}

/// <summary>One sign-in on one device. The cookie carries its id; the row decides whether it still holds.</summary>
internal sealed class SignIn
{
    public Guid Id { get; init; }
    public int StaffId { get; init; }
    public Account? Account { get; init; }
    public Face Face { get; init; }
    public DateTimeOffset At { get; init; }
    public DateTimeOffset LastSeenAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The account's security stamp at the sign-in; another one since then ends it.</summary>
    public required string Stamp { get; set; }
    public required string Address { get; init; }
    public required string Device { get; init; }
}
