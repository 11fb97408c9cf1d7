using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using OtpNet;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store.Keys;

namespace ServiceHall.Web.Accounts.SecondFactor;

/// <summary>The six digits of an authenticator application (RFC 6238). The secret lies in the database under the hall's keys.</summary>
internal sealed class AuthenticatorCodes(IDataProtectionProvider protection, TimeProvider clock)
{
    public const int Digits = 6;
    private const int SecretBytes = 20;
    private const string Issuer = "政务大厅";

    private readonly IDataProtector _protector = protection.CreateProtector("ServiceHall.Authenticator");

    // Applications on phones know the true time only, whatever time a demonstration shows.
    private DateTime Now => (clock is HallClock ? TimeProvider.System : clock).GetUtcNow().UtcDateTime;

    /// <summary>A new secret, as it is kept.</summary>
    public byte[] NewSecret() => _protector.Protect(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The secret as an application takes it from the keyboard.</summary>
    public string Text(Authenticator own) => Base32Encoding.ToString(Open(own)).TrimEnd('=');

    /// <summary>The same with whose it is, for a QR code.</summary>
    public string Address(Authenticator own, string number) =>
        $"otpauth://totp/{Uri.EscapeDataString($"{Issuer}:{number}")}?secret={Text(own)}&issuer={Uri.EscapeDataString(Issuer)}";

    /// <summary>Whether the digits are right, of this half minute or of the one before or after, and were not taken before.</summary>
    public bool Take(Authenticator own, string digits)
    {
        if (digits.Length != Digits || !digits.All(char.IsAsciiDigit)
            || !new Totp(Open(own)).VerifyTotp(Now, digits, out var step, VerificationWindow.RfcSpecifiedNetworkDelay) || step <= own.LastStep)
            return false;
        own.LastStep = step;
        return true;
    }

    private byte[] Open(Authenticator own) => _protector.UnprotectKept(own.Secret);
}
