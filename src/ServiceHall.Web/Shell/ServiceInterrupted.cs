using System.Net.Sockets;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using ServiceHall.Web.Shell.Requests;

namespace ServiceHall.Web.Shell;

/// <summary>
/// When the database is away, or can do nothing (full disk, no memory, damaged), a page says that the service is interrupted
/// and tries by itself until it is back. It needs nothing of the database: no layout, no sign-in.
/// </summary>
internal sealed class ServiceInterrupted(RequestDelegate next, ILogger<ServiceInterrupted> log)
{
    // What an operating system says of a full disk, and of a used up quota.
    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;
    private const int DiskFullOnWindows = unchecked((int)0x80070070);

    private const string Waiting = """<p class="muted" id="waiting">正在等待恢复……</p><script src="/interrupted.js"></script>""";

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception fault) when (CannotServe(fault) && !context.Response.HasStarted)
        {
            log.LogError("The hall cannot serve: {Reason}", fault.GetBaseException().Message);
            await PlainAnswer.Write(context, StatusCodes.Status503ServiceUnavailable, Advice(context.Request, IsInterruption(fault)), Waiting);
        }
    }

    /// <summary>Whether a fault means that the database cannot be reached or lacks what it works with, rather than that it
    /// said no. What was under way may be tried again later.</summary>
    public static bool IsInterruption(Exception? fault) => fault switch
    {
        null => false,
        // The administrator or the operating system took it away; the connection; too little disk, memory or connections; input
        // and output of the system.
        PostgresException { SqlState: ['5', '7', ..] or ['0', '8', ..] or ['5', '3', ..] or ['5', '8', ..] } => true,
        PostgresException => false,
        NpgsqlException or SocketException => true,
        RetryLimitExceededException => true,
        _ => IsInterruption(fault.InnerException),
    };

    /// <summary>Whether this machine has no room for what is being received.</summary>
    public static bool IsFullDisk(Exception? fault) =>
        fault is IOException { HResult: NoSpaceLeft or QuotaExceeded or DiskFullOnWindows } || (fault?.InnerException is { } inner && IsFullDisk(inner));

    // A damaged database and a fault of PostgreSQL itself are no reason to try for ever, but nor is there a page to show.
    private static bool CannotServe(Exception fault) =>
        IsInterruption(fault) || IsFullDisk(fault) || fault.GetBaseException() is PostgresException { SqlState: ['X', 'X', ..] };

    private static string Advice(HttpRequest request, bool isDatabase)
    {
        if (request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            return HttpMethods.IsGet(request.Method)
                ? "服务暂时中断，请稍后再试。"
                : "服务暂时中断：不能确定刚才的操作是否已经记录。请稍后再按一次；同一次按键不会重复记录。";
        }

        return (isDatabase ? "数据库暂时不能使用。" : "服务器暂时不能处理请求。")
            + (PlainAnswer.IsForPrograms(request) ? "请稍后再试。" : "页面会自动重试，恢复后立即回到原处；刚才提交的内容可能没有保存，恢复后请核对。");
    }
}
