namespace ServiceHall.Web.Shell.Requests;

/// <summary>What people are told about an HTTP status: what it is called, and what to do.</summary>
internal static class StatusWords
{
    public static string Title(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "请求不完整或已过期",
        StatusCodes.Status401Unauthorized => "请先登录",
        StatusCodes.Status403Forbidden => "没有权限",
        StatusCodes.Status404NotFound => "没有这个页面",
        StatusCodes.Status411LengthRequired => "请求不完整",
        StatusCodes.Status413PayloadTooLarge => "提交的内容太大",
        StatusCodes.Status415UnsupportedMediaType => "提交的内容无法识别",
        StatusCodes.Status429TooManyRequests => "操作过于频繁",
        StatusCodes.Status503ServiceUnavailable => "服务暂时中断",
        _ => "出错了",
    };

    public static string Advice(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "页面可能打开太久，或内容不符合要求。请返回上一页，刷新后再提交一次。",
        StatusCodes.Status401Unauthorized => "登录已失效，请重新登录后再试。",
        StatusCodes.Status403Forbidden => "您的角色不能打开此页，本次尝试已记录。如确需使用，请与系统管理员联系。",
        StatusCodes.Status404NotFound => "地址可能写错，或页面已经移动。请从首页重新进入。",
        StatusCodes.Status411LengthRequired => "没有写明内容的长度。请返回上一页，刷新后再提交一次。",
        StatusCodes.Status413PayloadTooLarge => "附件最大 10 MB。请返回上一页，换一张较小的照片或文件后再提交。",
        StatusCodes.Status415UnsupportedMediaType => "请在本系统的页面上填写并提交，不要用其他程序改写。请返回上一页，刷新后再提交一次。",
        StatusCodes.Status429TooManyRequests => "请稍等一分钟再试。",
        StatusCodes.Status503ServiceUnavailable => "请稍后再试。刚才提交的内容可能没有保存，恢复后请核对。",
        _ => "服务器没有完成这次请求，已经记录。请稍后重试；如果反复出现，请把当前时间告诉系统管理员。",
    };
}
