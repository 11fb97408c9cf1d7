using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace ServiceHall.Web.Accounts.SecondFactor;

/// <summary>
/// Somebody who has given the right password and no second factor: not signed in. A cookie of its own says so for a few
/// minutes; no page but the second step's reads it.
/// </summary>
/// <param name="Id">This one: what was shown within it is shown again to nobody else.</param>
/// <param name="Stamp">The account's stamp then: another one since, and the password is to be given again.</param>
internal sealed record PartialSignIn(Guid Id, int StaffId, string Stamp, Face Face)
{
    /// <summary>The cookie's scheme, which nothing uses by itself.</summary>
    public const string Scheme = "Partial";

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private const string IdClaim = "hall:partial";
    private const string StampClaim = "hall:stamp";
    private const string FaceClaim = "hall:face";

    /// <summary>Gives the browser the cookie.</summary>
    public Task Keep(HttpContext context) => context.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, StaffId.ToString(CultureInfo.InvariantCulture)),
            new Claim(IdClaim, Id.ToString()),
            new Claim(StampClaim, Stamp),
            new Claim(FaceClaim, Face.ToString()),
        ],
        Scheme)));

    /// <summary>Takes the cookie away.</summary>
    public static Task End(HttpContext context) => context.SignOutAsync(Scheme);

    /// <summary>What the browser's cookie says; null: nothing that still holds.</summary>
    public static async Task<PartialSignIn?> Of(HttpContext context)
    {
        var read = await context.AuthenticateAsync(Scheme);
        return read.Principal is { } user
            && int.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && Enum.TryParse<Face>(user.FindFirstValue(FaceClaim), out var face)
            && Guid.TryParse(user.FindFirstValue(IdClaim), out var own)
            ? new PartialSignIn(own, id, user.FindFirstValue(StampClaim) ?? "", face)
            : null;
    }
}
