using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;

namespace ServiceHall.Web.Accounts;

/// <summary>
/// Who is signed in, as the framework carries it. The cookie holds only the sign-in's id and whose it is; name and roles are read
/// anew with each request.
/// </summary>
internal static class HallPrincipal
{
    private const string SignInIdClaim = "hall:sign-in";
    private const string NumberClaim = "hall:number";
    private const string AddressClaim = "hall:address";

    /// <summary>What goes into the cookie.</summary>
    public static ClaimsPrincipal ForCookie(SignIn signIn, string scheme) =>
        new(new ClaimsIdentity(
            [
                new Claim(SignInIdClaim, signIn.Id.ToString()),
                new Claim(ClaimTypes.NameIdentifier, signIn.StaffId.ToString(CultureInfo.InvariantCulture)),
            ],
            scheme));

    /// <summary>What pages and endpoints see.</summary>
    public static ClaimsPrincipal Of(Guid signInId, Rights rights, string address, string scheme) =>
        new(new ClaimsIdentity(
            [
                new Claim(SignInIdClaim, signInId.ToString()),
                new Claim(ClaimTypes.NameIdentifier, rights.StaffId.ToString(CultureInfo.InvariantCulture)),
                new Claim(ClaimTypes.Name, rights.Name),
                new Claim(NumberClaim, rights.Number),
                new Claim(AddressClaim, address),
                .. rights.Roles.Select(role => new Claim(ClaimTypes.Role, role.ToString())),
            ],
            scheme));

    /// <summary>The sign-in's id, or null where nobody is signed in.</summary>
    public static Guid? SignInId(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(SignInIdClaim), out var id) ? id : null;

    /// <summary>A name of the sign-in that a page may carry, so that its script can tell whether the browser still has the same; null: nobody's.</summary>
    public static string? SignInTag(this ClaimsPrincipal principal) =>
        principal.SignInId() is { } id ? Convert.ToHexStringLower(SHA256.HashData(id.ToByteArray()).AsSpan(0, 8)) : null;

    /// <summary>The staff number of whoever is signed in.</summary>
    public static string Number(this ClaimsPrincipal principal) => principal.FindFirstValue(NumberClaim) ?? "";

    /// <summary>Whoever is signed in, as use cases want it; null where nobody is.</summary>
    public static Actor? Actor(this ClaimsPrincipal principal) =>
        int.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new Actor(id, principal.FindFirstValue(AddressClaim) ?? "") { SignInId = principal.SignInId() }
            : null;

    /// <summary>Whether one of the roles holds the right: for what a page offers. Use cases check for themselves.</summary>
    public static bool May(this ClaimsPrincipal principal, Right right) =>
        Rights.HoldersOf(right).Any(role => principal.IsInRole(role.ToString()));
}
