using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using ServiceHall.Web.Store.Keys;

namespace ServiceHall.Web.Messages.Channels;

/// <summary>Protects the channels' secrets with the keys that every server of the hall shares.</summary>
internal sealed class ChannelSecret(IDataProtectionProvider protection)
{
    public const int Shortest = 16;
    public const int Longest = 200;
    private readonly IDataProtector _protector = protection.CreateProtector("ServiceHall.Channels.Secret");

    /// <summary>One that nobody can guess.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Whether a text can be a secret: visible ASCII of a good length, so that both sides sign with the same bytes.</summary>
    public static bool IsGood(string text) => text.Length is >= Shortest and <= Longest && text.All(character => character is > ' ' and <= '~');

    public string Protect(string secret) => _protector.Protect(secret);

    /// <summary>The secret in clear; null: the key that protected it is gone.</summary>
    public string? Reveal(string isProtected)
    {
        try
        {
            return Encoding.UTF8.GetString(_protector.UnprotectKept(WebEncoders.Base64UrlDecode(isProtected)));
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
