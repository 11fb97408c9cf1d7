using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace ServiceHall.Web.Store.Keys;

/// <summary>
/// Secrets that lie in tables for years. A key that no cookie is believed from any more still opens them: what was
/// agreed with others outside of the hall cannot be made anew by the hall alone.
/// </summary>
internal static class KeptSecrets
{
    /// <summary>What was protected, with whichever key of the hall.</summary>
    /// <exception cref="CryptographicException">The key is gone, or it was changed.</exception>
    public static byte[] UnprotectKept(this IDataProtector protector, byte[] isProtected) =>
        ((IPersistedDataProtector)protector).DangerousUnprotect(isProtected, ignoreRevocationErrors: true, out _, out _);
}
