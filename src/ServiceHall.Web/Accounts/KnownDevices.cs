using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace ServiceHall.Web.Accounts;

/// <summary>
/// The browsers that somebody has signed in with before: each carries the staff numbers, encrypted. It proves nothing; it
/// only spares them the waiting of an address from which others guess.
/// </summary>
internal sealed class KnownDevices(IDataProtectionProvider protection)
{
    private const string Cookie = "hall.known";

    // A desk that several people share in turn.
    private const int Most = 8;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(180);
    private readonly IDataProtector _protector = protection.CreateProtector("ServiceHall.KnownDevices");

    /// <summary>Whether this person has signed in with the browser.</summary>
    public bool Knows(HttpContext context, string number) => Numbers(context).Contains(number.Trim(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes that somebody has signed in.</summary>
    public void Remember(HttpContext context, string number)
    {
        var numbers = Numbers(context).Where(one => !string.Equals(one, number.Trim(), StringComparison.OrdinalIgnoreCase)).Prepend(number.Trim());
        context.Response.Cookies.Append(Cookie, _protector.Protect(string.Join('\n', numbers.Take(Most))), new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = Kept, IsEssential = true,
        });
    }

    private string[] Numbers(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { } text)
            return [];
        try
        {
            return _protector.Unprotect(text).Split('\n');
        }
        catch (CryptographicException)
        {
            // Another hall's, or of a key that is gone: the browser is as unknown as any.
            return [];
        }
    }
}
