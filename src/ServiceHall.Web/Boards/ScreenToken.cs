using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Boards;

/// <summary>
/// Screens by their token, for the hub and the addresses of screens, each for its own kind, and nothing else. With the database stopped this throws, and so never tells a
/// screen that its token is void.
/// </summary>
internal sealed class ScreenToken(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, IDbContextFactory<HallDb> factory)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string SchemeName = "Screen";
    private const string KindClaim = "hall:kind";
    private const string SiteClaim = "hall:site";
    private const string Bearer = "Bearer ";

    /// <summary>256 random bits, fit for an address.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is stored in its place. A token is random enough to need no slow hash.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Who may come: paired screens of one kind.</summary>
    public static AuthorizationPolicy Only(ScreenKind kind) =>
        new AuthorizationPolicyBuilder(SchemeName).RequireClaim(KindClaim, kind.ToString()).Build();

    public static int ScreenId(ClaimsPrincipal screen) => Number(screen, ClaimTypes.NameIdentifier);

    public static int SiteId(ClaimsPrincipal screen) => Number(screen, SiteClaim);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        // A browser's WebSocket cannot carry a header. Anywhere else an address would take the token into histories and logs.
        var token = header.StartsWith(Bearer, StringComparison.Ordinal) ? header[Bearer.Length..]
            : Request.Path.StartsWithSegments(BoardHub.Address, StringComparison.Ordinal) ? Request.Query["access_token"].ToString() : "";
        if (token.Length == 0)
            return AuthenticateResult.NoResult();
        var hash = Hash(token);
        await using var db = await factory.CreateDbContextAsync(Context.RequestAborted);
        var screen = await db.Set<Screen>().AsNoTracking().Where(s => s.TokenHash == hash && s.RevokedAt == null)
            .Select(s => new { s.Id, s.SiteId, s.Kind }).SingleOrDefaultAsync(Context.RequestAborted);
        if (screen is null)
            return AuthenticateResult.Fail("No screen has this token.");
        var identity = new ClaimsIdentity([Claim(ClaimTypes.NameIdentifier, screen.Id), Claim(SiteClaim, screen.SiteId), new Claim(KindClaim, screen.Kind.ToString())], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    private static Claim Claim(string type, int value) => new(type, value.ToString(CultureInfo.InvariantCulture));

    private static int Number(ClaimsPrincipal screen, string type) => int.Parse(screen.FindFirstValue(type)!, CultureInfo.InvariantCulture);
}
