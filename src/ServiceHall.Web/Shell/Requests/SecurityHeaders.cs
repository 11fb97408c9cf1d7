using System.Net;

namespace ServiceHall.Web.Shell.Requests;

/// <summary>What every answer tells the browser: trust this hall and nothing else, and give it only what its pages need.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Content =
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; " +
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    // A punch needs the position. A photo is taken by the phone's own program, not by the page.
    private const string Permissions =
        "geolocation=(self), fullscreen=(self), accelerometer=(), bluetooth=(), camera=(), display-capture=(), gyroscope=(), hid=(), " +
        "magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()";

    // A year, as browsers and GB/T 22239 readers expect; a hall's other names are not its business.
    private const string Transport = "max-age=31536000";

    public Task InvokeAsync(HttpContext context)
    {
        // At the last moment: an answer about a fault begins by clearing what was set before.
        context.Response.OnStarting(() =>
        {
            Write(context);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = Content;
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // By name only: browsers take no notice of it for an address, and this machine serves other programs too.
        if (context.Request is { IsHttps: true, Host.Host: { } host } && host != "localhost" && !IPAddress.TryParse(host, out _))
            headers.StrictTransportSecurity = Transport;
    }
}
