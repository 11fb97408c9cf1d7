namespace ServiceHall.Web.Shell;

/// <summary>What a program is told where no use case has said anything: a request that is none, or not for it.</summary>
internal static class ApiFaults
{
    /// <summary>The sentence of an HTTP status.</summary>
    public static string Sentence(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "请求的格式不正确。请对照 docs/http.md 检查地址、参数和 JSON 内容。",
        StatusCodes.Status401Unauthorized => "没有登录，或登录已失效。",
        StatusCodes.Status403Forbidden => "没有进行此操作的权限。",
        StatusCodes.Status404NotFound => "没有这个地址。",
        StatusCodes.Status405MethodNotAllowed => "这个地址不接受这种请求方法。",
        StatusCodes.Status411LengthRequired => "请求没有写明内容的长度（Content-Length）。",
        StatusCodes.Status413PayloadTooLarge => "提交的内容太大。",
        StatusCodes.Status415UnsupportedMediaType => "请以 application/json 提交，编码为 UTF-8。",
        StatusCodes.Status429TooManyRequests => "请求过于频繁，请稍等一分钟再试。",
        StatusCodes.Status500InternalServerError => "服务器出错，错误已记录：不能确定刚才的操作是否完成。请稍后再试一次。",
        _ => "请求没有完成，请稍后再试。",
    };
}
