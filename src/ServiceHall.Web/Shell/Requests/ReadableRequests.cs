using System.Net.Mime;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace ServiceHall.Web.Shell.Requests;

/// <summary>
/// The first to look at a request: one that nobody can read is answered here, with what to do, and never becomes a fault
/// of the hall. It asks neither the database nor who is signed in.
/// </summary>
internal sealed class ReadableRequests
{
    private readonly RequestDelegate _next;
    private readonly HallNames _names;

    public ReadableRequests(RequestDelegate next, HallNames names, ILogger<ReadableRequests> log)
    {
        (_next, _names) = (next, names);
        if (names.TakesEvery)
            log.LogWarning("The hall answers to every name. Set AllowedHosts to the names by which it is reached (docs/deploy.md).");
    }

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HallNames.IsReadable(request.Headers.Host.ToString()))
        {
            await PlainAnswer.Write(context, StatusCodes.Status400BadRequest, "请求没有写明网站的名称（Host），或写得不正确。请在浏览器的地址栏重新输入本大厅的网址。");
            return;
        }

        if (!_names.Include(request.Host))
        {
            await PlainAnswer.Write(context, StatusCodes.Status400BadRequest,
                "本大厅不使用这个网址。请用大厅公布的网址打开；如果网址没有错，请系统管理员把它加入设置 AllowedHosts。");
            return;
        }

        if (!IsReadable(request.ContentType))
        {
            await PlainAnswer.Write(context, StatusCodes.Status415UnsupportedMediaType);
            return;
        }

        try
        {
            await _next(context);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            // Cut off, longer than it said, or more than the server reads: the sender's doing.
            await PlainAnswer.Write(context, bad.StatusCode);
        }
    }

    // The hall's pages and programs write UTF-8. What says otherwise is read wrongly, or not at all.
    private static bool IsReadable(string? contentType)
    {
        if (string.IsNullOrEmpty(contentType))
            return true;
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type))
            return false;
        var charset = HeaderUtilities.RemoveQuotes(type.Charset).ToString();
        return charset.Length == 0 || charset.Equals(Encoding.UTF8.WebName, StringComparison.OrdinalIgnoreCase)
            || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase) || charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase)
            || !(type.MediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals(MediaTypeNames.Application.FormUrlEncoded, StringComparison.OrdinalIgnoreCase)
                || type.MediaType.Equals(MediaTypeNames.Multipart.FormData, StringComparison.OrdinalIgnoreCase) || type.MediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase));
    }
}
