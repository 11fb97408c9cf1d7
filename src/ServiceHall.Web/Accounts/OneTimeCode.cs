using System.Security.Cryptography;
using System.Text;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Accounts;

/// <summary>A code that sets one password, once: twelve characters that nobody confuses.</summary>
internal static class OneTimeCode
{
    // Without I, L, O, 0, 1: 31 characters, 12 of them are more than 59 bits.
    private const string Alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    /// <summary>How long a code holds.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>A new code, in groups for the eye.</summary>
    public static string New()
    {
        var text = RandomNumberGenerator.GetString(Alphabet, 12);
        return $"{text[..4]}-{text[4..8]}-{text[8..]}";
    }

    /// <summary>What is stored in its place. A code is random enough to need no slow hash.</summary>
    public static string Hash(string code)
    {
        var plain = new string([.. Fold.Key(code).Where(char.IsAsciiLetterOrDigit)]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plain)));
    }
}
