using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts.Refused;
using ServiceHall.Web.Accounts.SecondFactor;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>
/// The two sign-ins of a browser: the phone's, for /m and what it calls, and the desk's, for everything else. Whether
/// they hold is decided by the database with each request.
/// </summary>
internal static class HallCookies
{
    public const string Any = "Hall";

    /// <summary>The header of a request that a page makes by itself.</summary>
    public const string ByItself = "Hall-By-Itself";

    /// <summary>What the scheduler's open pages ask for by themselves.</summary>
    public const string JobFigures = "/desk/jobs/stats";

    /// <summary>The scheme of a face.</summary>
    public static string Scheme(Face face) => face.ToString();

    /// <summary>Whether a path belongs to the phone.</summary>
    public static bool IsPhone(PathString path) => path.StartsWithSegments("/m", StringComparison.Ordinal) || path.StartsWithSegments("/api/punches", StringComparison.Ordinal);

    public static AuthenticationBuilder AddHallCookies(this IServiceCollection services) =>
        services.AddAuthentication(Any)
            .AddPolicyScheme(Any, null, options => options.ForwardDefaultSelector = context => Scheme(FaceOf(context)))
            .AddCookie(Scheme(Face.Desk), options => Configure(options, "hall.desk"))
            .AddCookie(Scheme(Face.Phone), options => Configure(options, "hall.phone"))
            // Between the two steps of a sign-in. No policy names it: to every page such a browser is nobody's.
            .AddCookie(PartialSignIn.Scheme, options =>
            {
                options.Cookie.Name = "hall.partial";
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Strict;
                options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                options.TimeProvider = TimeProvider.System;
                options.ExpireTimeSpan = PartialSignIn.Lifetime;
                options.SlidingExpiration = false;
            });

    /// <summary>
    /// Gives the browser its cookie. On each face a browser has one sign-in: with another person's, the one before ends, and with
    /// it the pages that other tabs have open. The same person's goes on, so that two tabs do not send each other away.
    /// </summary>
    public static async Task SignInBrowser(this HttpContext context, SignIn signIn)
    {
        var scheme = Scheme(signIn.Face);
        var before = (await context.AuthenticateAsync(scheme)).Principal;
        if (before?.Actor() is { SignInId: { } held } actor)
        {
            var isSame = actor.StaffId == signIn.StaffId;
            await context.RequestServices.GetRequiredService<SignOut>().One(actor, isSame ? signIn.Id : held, context.RequestAborted);
            if (isSame)
                return;
        }

        await context.SignInAsync(scheme, HallPrincipal.ForCookie(signIn, scheme), new AuthenticationProperties { IsPersistent = signIn.Face == Face.Phone });
    }

    /// <summary>Where the request comes from, for the audit.</summary>
    public static string Address(this HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>Whose sign-in a request carries. Somebody at the desk who opens a page of the phone needs no second one.</summary>
    public static Face FaceOf(HttpContext context) =>
        IsPhone(context.Request.Path) && (context.Request.Cookies.ContainsKey("hall.phone") || !context.Request.Cookies.ContainsKey("hall.desk"))
            ? Face.Phone
            : Face.Desk;

    private static void Configure(CookieAuthenticationOptions options, string name)
    {
        options.Cookie.Name = name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        // The row of the sign-in decides; the browser's clock and a shifted one of the hall have no say.
        options.TimeProvider = TimeProvider.System;
        options.ExpireTimeSpan = CheckSignIn.PhoneLifetime;
        options.SlidingExpiration = false;
        options.Events.OnValidatePrincipal = Validate;
        options.Events.OnRedirectToLogin = Challenge;
        options.Events.OnRedirectToAccessDenied = Forbid;
    }

    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        // A punch looks at the sign-in in the statement that writes it: mornings are short.
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ChecksSignInItself>() is not null)
            return;
        var check = context.HttpContext.RequestServices.GetRequiredService<CheckSignIn>();
        // What a page does by itself, with nobody before it, is no use: a circuit's traffic, the refresh of /m, the figures of the
        // scheduler's pages.
        var request = context.HttpContext.Request;
        var isUse = !request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)
            && !request.Path.StartsWithSegments(JobFigures, StringComparison.Ordinal) && !request.Headers.ContainsKey(ByItself);
        if (context.Principal?.SignInId() is { } id && await check.Run(id, isUse, context.HttpContext.RequestAborted) is { } rights)
            context.ReplacePrincipal(HallPrincipal.Of(id, rights, context.HttpContext.Address(), context.Scheme.Name));
        else
            context.RejectPrincipal();
    }

    private static Task Challenge(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || !HttpMethods.IsGet(request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        var back = Uri.EscapeDataString(request.PathBase + request.Path + request.QueryString);
        context.Response.Redirect((IsPhone(request.Path) ? "/m/sign-in" : "/sign-in") + "?back=" + back);
        return Task.CompletedTask;
    }

    private static async Task Forbid(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        var services = context.HttpContext.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        // Whoever hangs up is on record all the same.
        var cancel = CancellationToken.None;
        await using var db = await services.GetRequiredService<IDbContextFactory<HallDb>>().CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var refused = Audit.Of(context.HttpContext.User.Actor(), now, "page.open", context.Request.Path, AuditOutcome.NotAllowed, context.Request.Method);
        // The same page with other numbers in its address is the same page.
        var page = (context.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        await NoteRefused.Add(db, refused, $"page.open {page}", cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}

/// <summary>
/// Marks an endpoint that looks for itself whether the sign-in still holds. What it sees of the user is who it was when
/// the cookie was given, and no roles.
/// </summary>
internal sealed class ChecksSignInItself;
