using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Messages.Channels;

/// <summary>
/// Posts signed JSON, as docs/http.md describes. Redirects are not followed: a signed message goes where the administrator
/// said and nowhere else.
/// </summary>
internal sealed class Webhook(TimeProvider clock, IConfiguration configuration) : IChannelType, IDisposable
{
    /// <summary>The setting that allows <c>http</c> to this machine, for a gateway beside the hall.</summary>
    public const string LoopbackSetting = "Hall:Channels:AllowLoopback";

    public const string TimestampHeader = "Hall-Timestamp";
    public const string SignatureHeader = "Hall-Signature";
    public const string IdHeader = "Hall-Delivery";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    })
    { Timeout = TimeSpan.FromSeconds(10) };

    public string Code => "webhook";

    public string Title => "Webhook（签名的 JSON）";

    private bool AllowsLoopback => configuration.GetValue<bool>(LoopbackSetting);

    public Refusal? WhyNot(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
            return new Refusal("地址应形如 https://example.gov.cn/hook，不含用户名、密码和“#”。请改正后再保存。");
        if (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback && AllowsLoopback))
            return null;
        return new Refusal(uri.IsLoopback
            ? "向本机推送须由运行服务器的人员先设置 Hall__Channels__AllowLoopback=true；其他地址只能是 https。"
            : "地址只能是 https：消息含工作人员信息，不能明文发送。请改正后再保存。");
    }

    public async Task<string?> Send(string address, string secret, OutgoingMessage message, CancellationToken cancel)
    {
        if (WhyNot(address) is not null)
            return "地址不再允许";
        var body = JsonSerializer.SerializeToUtf8Bytes(message, Json);
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } },
            Headers = { { IdHeader, message.Id }, { TimestampHeader, timestamp }, { SignatureHeader, Sign(secret, timestamp, body) } },
        };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("ServiceHall", "1"));
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            var status = (int)answer.StatusCode;
            return answer.IsSuccessStatusCode ? null
                : status is >= 300 and < 400 ? $"对方回答 {status}：要求转到别处，不予跟随"
                : $"对方回答 {status}";
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return "对方 10 秒内没有回答";
        }
        catch (HttpRequestException fault)
        {
            return Reason(fault);
        }
    }

    /// <summary>The signature of a body: HMAC-SHA256 over <c>timestamp.body</c>.</summary>
    public static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes(timestamp + "."), .. body];
        return "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }

    public void Dispose() => _http.Dispose();

    private static string Reason(HttpRequestException fault) => fault switch
    {
        { HttpRequestError: HttpRequestError.NameResolutionError } => "找不到对方的域名",
        { HttpRequestError: HttpRequestError.SecureConnectionError } or { InnerException: AuthenticationException } => "对方的证书不可信",
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => "对方拒绝连接",
        { HttpRequestError: HttpRequestError.ConnectionError } => "连接不上对方",
        _ => "连接中断",
    };
}
