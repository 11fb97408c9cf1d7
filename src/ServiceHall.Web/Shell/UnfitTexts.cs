using System.Text.Encodings.Web;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Shell;

/// <summary>A form or a request whose text cannot be kept is answered with the sentence that says why; nothing was written.</summary>
internal sealed class UnfitTexts(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (UnfitTextException unfit) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            context.Response.Headers.CacheControl = "no-store";
            if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            {
                await context.Response.WriteAsJsonAsync(new { message = unfit.Message });
                return;
            }

            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync($"""
                <!DOCTYPE html>
                <html lang="zh-CN" translate="no"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <title>没有保存 · 政务大厅</title><link rel="stylesheet" href="/hall.css"></head>
                <body class="plain"><main class="plain-main"><section class="card status">
                <h1>没有保存</h1><p>{HtmlEncoder.Default.Encode(unfit.Message)}</p>
                <p class="muted">请用浏览器的“返回”回到刚才的页面，填写的内容还在。</p></section></main></body></html>
                """);
        }
    }
}
