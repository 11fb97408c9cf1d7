using System.Net.Sockets;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace ServiceHall.Web.Shell;

/// <summary>
/// When the database is away, a page says that the service is interrupted and tries by itself until it is back. It
/// needs nothing of the database: no layout, no sign-in.
/// </summary>
internal sealed class ServiceInterrupted(RequestDelegate next, ILogger<ServiceInterrupted> log)
{
    private const string Page = """
        <!DOCTYPE html>
        <html lang="zh-CN" translate="no"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>服务暂时中断 · 政务大厅</title><link rel="stylesheet" href="/hall.css"></head>
        <body class="plain"><main class="plain-main"><section class="card status">
        <p class="code">503</p><h1>服务暂时中断</h1>
        <p>数据库暂时连接不上。页面会自动重试，恢复后立即回到原处；刚才提交的内容可能没有保存，恢复后请核对。</p>
        <p class="muted" id="waiting">正在等待恢复……</p></section></main><script src="/interrupted.js"></script></body></html>
        """;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception fault) when (IsInterruption(fault) && !context.Response.HasStarted)
        {
            log.LogError("The database is away: {Reason}", fault.GetBaseException().Message);
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "5";
            context.Response.Headers.CacheControl = "no-store";
            if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            {
                await context.Response.WriteAsJsonAsync(new { message = HttpMethods.IsGet(context.Request.Method)
                    ? "服务暂时中断，请稍后再试。"
                    : "服务暂时中断：不能确定刚才的操作是否已经记录。请稍后再按一次；同一次按键不会重复记录。" });
                return;
            }

            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(Page);
        }
    }

    /// <summary>Whether a fault means that the database cannot be reached, rather than that it said no.</summary>
    public static bool IsInterruption(Exception? fault) => fault switch
    {
        null => false,
        PostgresException { SqlState: ['5', '7', ..] or ['0', '8', ..] or PostgresErrorCodes.TooManyConnections } => true,
        PostgresException => false,
        NpgsqlException or SocketException => true,
        RetryLimitExceededException => true,
        _ => IsInterruption(fault.InnerException),
    };
}
