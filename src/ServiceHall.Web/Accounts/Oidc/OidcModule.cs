using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace ServiceHall.Web.Accounts.Oidc;

/// <summary>
/// Signing in by the city's own sign-in (OpenID Connect), where <c>Hall:Oidc</c> names one. It says who somebody is, by the
/// staff number; accounts, roles and the second factor stay the hall's.
/// </summary>
internal static class OidcModule
{
    private const string Scheme = "Oidc";
    private const string External = "External";
    private const string Failed = "/sign-in?failed=1";

    // Notes that the browser came in by the provider, so that leaving ends it there too.
    private const string Via = "hall.via-oidc";
    private static readonly TimeSpan UnderWay = TimeSpan.FromMinutes(10);

    /// <summary>Registers it; nothing where no provider is named.</summary>
    public static void AddOidc(this WebApplicationBuilder builder)
    {
        var settings = OidcSettings.Read(builder.Configuration);
        builder.Services.AddSingleton(new OidcOffer(settings?.Name));
        if (settings is null)
            return;
        builder.Services.AddSingleton(settings).AddSingleton<SignInWithOidc>();
        builder.Services.AddAuthentication()
            .AddCookie(External, options =>
            {
                options.Cookie.Name = "hall.oidc";
                options.Cookie.HttpOnly = true;
                options.ExpireTimeSpan = UnderWay;
                options.TimeProvider = TimeProvider.System;
            })
            .AddOpenIdConnect(Scheme, options => Configure(options, settings));
    }

    /// <summary>The way there and back, for both faces.</summary>
    public static void MapOidc(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<OidcSettings>() is null)
            return;
        foreach (var face in new[] { "", "/m" })
        {
            routes.MapGet(face + "/oidc/start", async (HttpContext context, string? back) => await Provider(context) is null
                ? Results.LocalRedirect(face + Failed)
                : Results.Challenge(
                    new AuthenticationProperties { RedirectUri = $"{face}/oidc/done{(SignInPage.IsOfThisHall(back) ? "?back=" + Uri.EscapeDataString(back!) : "")}" },
                    [Scheme])).AllowAnonymous();
            routes.MapGet(face + "/oidc/done", Done).AllowAnonymous();
        }
    }

    /// <summary>Where a browser goes that has just signed out: also out of the provider, where it came in by it.</summary>
    /// <returns>Null: nowhere else than the hall's own page.</returns>
    public static async Task<IResult?> SignOut(HttpContext context, string then)
    {
        if (!context.Request.Cookies.ContainsKey(Via) || context.RequestServices.GetService<OidcSettings>() is null)
            return null;
        context.Response.Cookies.Delete(Via);
        if (await Provider(context) is not { } provider)
            return Results.LocalRedirect(then + "?elsewhere=1");
        return provider.EndSessionEndpoint is { Length: > 0 } ? Results.SignOut(new AuthenticationProperties { RedirectUri = then }, [Scheme]) : null;
    }

    // What the provider says of itself; null: it cannot be reached, and the hall has not heard it since it started.
    private static async Task<OpenIdConnectConfiguration?> Provider(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(Scheme);
        try
        {
            return await options.ConfigurationManager!.GetConfigurationAsync(context.RequestAborted);
        }
        catch (Exception away) when (away is InvalidOperationException or IOException or HttpRequestException && !context.RequestAborted.IsCancellationRequested)
        {
            context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OidcModule)).LogWarning(
                away, "The city's sign-in cannot be reached; the hall's own sign-in goes on.");
            return null;
        }
    }

    private static async Task<IResult> Done(
        HttpContext context, SignInWithOidc signIn, FailureLimit limit, string? back, CancellationToken cancel)
    {
        var phone = HallCookies.IsPhone(context.Request.Path);
        var face = phone ? "/m" : "";
        var given = await context.AuthenticateAsync(External);
        // Nobody who comes from the provider.
        if (given.Principal is null)
            return Results.LocalRedirect(face + Failed);
        await context.SignOutAsync(External);
        if (await limit.Wait(context.Address(), isKnown: false, cancel) is not null)
            return Results.LocalRedirect(face + Failed);
        var answer = await signIn.Run(
            given.Principal, new(phone ? Face.Phone : Face.Desk, context.Address(), context.Request.Headers.UserAgent.ToString()), cancel);
        if (answer.Refusal is not null)
        {
            limit.Count(context.Address());
            return Results.LocalRedirect(face + "/sign-in?unknown=1");
        }

        context.Response.Cookies.Append(Via, "1", new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, IsEssential = true });
        var onwards = SignInPage.IsOfThisHall(back) ? back! : phone ? "/m" : "/desk";
        if (answer.Value.Partial is { } partial)
        {
            await partial.Keep(context);
            return Results.LocalRedirect($"{face}/second-factor?back={Uri.EscapeDataString(onwards)}");
        }

        await context.SignInBrowser(answer.Value.SignIn!);
        return Results.LocalRedirect(onwards);
    }

    private static void Configure(OpenIdConnectOptions options, OidcSettings settings)
    {
        options.SignInScheme = External;
        options.Authority = settings.Authority.ToString();
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.MapInboundClaims = false;
        // Only who it is; the hall calls nothing in the person's name.
        options.SaveTokens = false;
        options.CallbackPath = "/oidc/callback";
        options.SignedOutCallbackPath = "/oidc/signed-out";
        options.RemoteSignOutPath = "/oidc/end";
        // In clear only within this machine, such as to a proxy of its own.
        options.RequireHttpsMetadata = !settings.Authority.IsLoopback;
        options.TimeProvider = TimeProvider.System;
        // A person waits for it.
        options.BackchannelTimeout = TimeSpan.FromSeconds(10);
        options.Scope.Clear();
        foreach (var scope in settings.Scopes)
            options.Scope.Add(scope);
        options.Events.OnRemoteFailure = context =>
        {
            var isPhone = context.Properties?.RedirectUri is { } done && HallCookies.IsPhone(done);
            context.Response.Redirect((isPhone ? "/m" : "") + Failed);
            context.HandleResponse();
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToIdentityProviderForSignOut = context =>
        {
            // No token is kept that would tell who leaves; the client's id is enough for the way back.
            context.ProtocolMessage.ClientId = settings.ClientId;
            return Task.CompletedTask;
        };
    }
}

/// <summary>What the sign-in pages offer.</summary>
/// <param name="Name">How the provider is called; null: there is none.</param>
internal sealed record OidcOffer(string? Name);
