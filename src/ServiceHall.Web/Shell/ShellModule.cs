using System.Globalization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.SignalR;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell.Circuits;

namespace ServiceHall.Web.Shell;

/// <summary>The frame of every page: layouts, navigation, clock, faults.</summary>
internal static class ShellModule
{
    private const string ContentPolicy =
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; " +
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

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
        var services = builder.Services;
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
        app.Use((context, next) =>
        {
            // At the last moment: the page about a fault begins by clearing what was set before.
            context.Response.OnStarting(() =>
            {
                var headers = context.Response.Headers;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "same-origin";
                headers.ContentSecurityPolicy = ContentPolicy;
                return Task.CompletedTask;
            });
            return next(context);
        });
        // The page about a fault is another page: what the faulty one left in its scope is not for it.
        app.UseExceptionHandler("/status/500", createScopeForErrors: true);
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal),
            programs => programs
                .UseExceptionHandler(fault => fault.Run(context => context.Response.WriteAsJsonAsync(new { message = "服务器出错，错误已记录：不能确定刚才的操作是否完成。请稍后再试一次。" })))
                .UseStatusCodePages(status => status.HttpContext.Response.WriteAsJsonAsync(new { message = ApiFaults.Sentence(status.HttpContext.Response.StatusCode) })));
        // Inside of the page about faults, which needs no database where nobody is signed in: an interruption is none.
        app.UseMiddleware<ServiceInterrupted>();
        app.UseMiddleware<UnfitTexts>();
        app.UseWhen(
            context => !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal),
            pages => pages.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true).Use(async (context, next) =>
            {
                // More than the server reads is told as such, before somebody tries to read a form from it.
                if (context.Request.ContentLength > context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize
                    && context.Features.Get<IStatusCodeReExecuteFeature>() is null)
                {
                    context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                    return;
                }

                // The page about a refused form is read, not sent as that form.
                if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
                    context.Request.Method = HttpMethods.Get;
                try
                {
                    await next(context);
                }
                catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
                {
                    // More than the server reads, or what is no request: the browser's doing, and no fault of the hall.
                    context.Response.StatusCode = bad.StatusCode;
                }

                // A form without its token is refused with a content type and no content; the page tells what to do.
                if (context.Response is { StatusCode: StatusCodes.Status400BadRequest, HasStarted: false })
                    context.Response.ContentType = null;
            }));
        app.UseSameOrigin();
        app.UseRequestLocalization();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
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
