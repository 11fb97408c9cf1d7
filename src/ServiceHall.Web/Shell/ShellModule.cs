using System.Globalization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.SignalR;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments.Receiving;
using ServiceHall.Web.Shell.Circuits;
using ServiceHall.Web.Shell.Requests;

namespace ServiceHall.Web.Shell;

/// <summary>The frame of every page: layouts, navigation, clock, faults.</summary>
internal static class ShellModule
{
    // A box whose limit the browser did not keep, filled with 100,000 characters: the use case says no, and the page stays.
    private const long LargestMessage = 512 * 1024;

    public static void AddShell(this WebApplicationBuilder builder)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        // The programs of a clone run where they were built, with the static files of the packages beside them.
        builder.WebHost.UseStaticWebAssets();
        // Otherwise, as for somebody who edits them, files that were built here are read anew and sent uncompressed.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] ??= bool.FalseString;
        builder.Listen();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var services = builder.Services;
        HallNames.Register(services);
        services.AddUploadLimits();
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Converters.Add(new FiniteNumbers()));
        services.AddHostedService<Announcement>();
        services.AddSingleton<TimeProvider>(HallClock.From(builder.Configuration));
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub =>
        {
            hub.MaximumReceiveMessageSize = LargestMessage;
            hub.AddFilter<ConnectingUser>();
        });
        services.AddBootstrapBlazor();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, HallAuthenticationState>().AddScoped<CircuitHandler, CircuitOfOneSignIn>();
        services.AddSingleton<OpenCircuits>().AddHostedService(provider => provider.GetRequiredService<OpenCircuits>());
        services.AddSingleton<DemonstrationRibbon>();
        services.AddSingleton<ShowStart>();
        services.AddSingleton(new NavigationEntry(0, "", "首页", "/desk", "fa-solid fa-house"));
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture("zh-CN").AddSupportedCultures("zh-CN").AddSupportedUICultures("zh-CN");
            options.RequestCultureProviders = [];
        });
    }

    /// <summary>What every request passes, in order.</summary>
    public static void UseShell(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler(fault => fault.Run(context => PlainAnswer.Write(context, StatusCodes.Status500InternalServerError)));
        app.UseMiddleware<ServiceInterrupted>();
        app.UseMiddleware<ReadableRequests>();
        app.UseMiddleware<UnfitTexts>();
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal),
            programs => programs.UseStatusCodePages(status => status.HttpContext.Response.WriteAsJsonAsync(
                new { message = ApiFaults.Sentence(status.HttpContext.Response.StatusCode) })));
        app.UseWhen(
            context => !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal),
            pages => pages.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true).Use(async (context, next) =>
            {
                // The page about a refused form is read, not sent as that form.
                if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
                    context.Request.Method = HttpMethods.Get;
                await next(context);
                // A form without its token is refused with a content type and no content; the page tells what to do.
                if (context.Response is { StatusCode: StatusCodes.Status400BadRequest, HasStarted: false })
                    context.Response.ContentType = null;
            }));
        app.UseSameOrigin();
        app.UseRequestLocalization();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseMiddleware<ReadableForms>();
        app.UseAntiforgery();
    }

    public static void MapShell(this WebApplication app)
    {
        // Files are for everybody: they are sent before anybody asks the database who is signed in.
        app.MapStaticAssets().ShortCircuit().DisableHttpMetrics();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        // The desk's script tells of pointer and keyboard: like any request, this keeps the sign-in alive.
        app.MapGet("/desk/in-use", () => Results.NoContent());
        // A page that lost its server asks whose sign-in the browser has now: its own, another one's, or nobody's.
        app.MapGet("/desk/whose", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return Results.Json(new { signIn = context.User.SignInTag() });
        }).AllowAnonymous();
        app.MapGet("/", (HttpContext context) => Results.LocalRedirect(
            context.Request.Headers.UserAgent.ToString().Contains("Mobi", StringComparison.Ordinal) ? "/m" : "/desk")).AllowAnonymous();
        // Nothing there: 404, also for somebody who is not signed in.
        app.MapFallback("{*path}", () => Results.NotFound()).AllowAnonymous();
    }
}
