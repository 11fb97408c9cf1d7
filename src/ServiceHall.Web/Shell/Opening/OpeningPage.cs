using System.Security.Cryptography.X509Certificates;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Shell.Opening;

/// <summary>
/// Stands at the hall's address until the hall is open: whoever comes is told how far it is, and gets the page that was asked for as soon as
/// there is one. It needs nothing of the hall, since there is nothing yet.
/// </summary>
internal sealed class OpeningPage : IAsyncDisposable
{
    private const string ProgressPath = "/opening.json";
    private const string Page = """
        <!DOCTYPE html>
        <html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>大厅正在打开 · 政务大厅</title>
        <noscript><meta http-equiv="refresh" content="5"></noscript>
        <style>
          body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f3f6f9; color: #1d2733;
            font: 16px/1.7 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
          main { width: min(26rem, calc(100% - 4rem)); padding: 2rem; background: #fff; border: 1px solid #d9e1e8; border-radius: .9rem; }
          h1 { font-size: 1.4rem; margin: 0 0 .6rem; } progress { width: 100%; height: .8rem; } .muted { color: #5a6875; margin-bottom: 0; }
        </style></head>
        <body><main><h1>大厅正在打开</h1><p id="what" role="status">正在启动……</p><progress id="bar" max="100"></progress>
        <p class="muted">打开后，这一页会自动换成大厅，不用刷新。</p></main>
        <script>
          const [what, bar] = [document.getElementById("what"), document.getElementById("bar")];
          async function look() {
            try {
              const answer = await fetch("/opening.json", { cache: "no-store" });
              if (answer.status !== 200) { location.reload(); return; }
              const { line, percent } = await answer.json();
              what.textContent = line;
              if (percent === null) bar.removeAttribute("value"); else bar.value = percent;
            } catch { /* between this page and the hall nobody answers for a moment */ }
            setTimeout(look, 1000);
          }
          look();
        </script></body></html>
        """;

    private readonly WebApplication _server;

    private OpeningPage(WebApplication server) => _server = server;

    /// <summary>Stands at an address from now on.</summary>
    /// <param name="certificate">For phones, at the port after it; null: on this machine only.</param>
    /// <exception cref="HallCannotOpenException">Somebody else listens there.</exception>
    public static async Task<OpeningPage> Show(int port, X509Certificate2? certificate, OpeningProgress progress)
    {
        foreach (var wanted in certificate is null ? [port] : new[] { port, port + 1 })
            Addresses.RefuseIfTaken(wanted);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, Nobodys>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Addresses.Listen(kestrel, port, certificate));
        if (certificate is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();
        var server = builder.Build();
        server.Run(context => Answer(context, progress));
        await server.StartAsync();
        return new OpeningPage(server);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static Task Answer(HttpContext context, OpeningProgress progress)
    {
        context.Response.Headers.CacheControl = "no-store";
        var now = progress.Now;
        if (context.Request.Path == ProgressPath)
            return context.Response.WriteAsJsonAsync(new { line = now.Line, percent = now.Percent });
        // Whoever restarts processes by this must not restart one that is at work.
        if (context.Request.Path == "/health/live")
            return context.Response.WriteAsync("Healthy");
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "5";
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            return context.Response.WriteAsJsonAsync(new { message = $"大厅正在打开，请稍后再试。{now.Line}。" });
        if (context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
            return context.Response.WriteAsync("opening");
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(Page);
    }

    // Signals are for the hall.
    private sealed class Nobodys : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
