using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Tests.Inspection;

namespace ServiceHall.Web.Tests.BadInput;

/// <summary>
/// One request that no browser sends, or that a browser sends by mistake, to one address: half of it is in order, so
/// that what is not is read by whoever is behind.
/// </summary>
internal sealed class BadRequest
{
    // The names that the hall's own pages and handlers read; a new one is tried from the day it is there.
    private static readonly string[] Queries = NamesOf<SupplyParameterFromQueryAttribute>(supplied => supplied.Name);
    private static readonly string[] Fields =
        [.. NamesOf<SupplyParameterFromFormAttribute>(supplied => supplied.Name), "_handler", "act", "Step", "Proof", "Number", "Password"];

    private static readonly string[] Pressed = [.. typeof(PunchEndpoint.Body).GetProperties().Select(property => property.Name.ToLowerInvariant())];

    private static readonly string[] FormTypes =
    [
        "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-7", "application/x-www-form-urlencoded; charset=nothing",
        "application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded;;;=", "multipart/form-data", "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"" + new string('b', 200) + "\"", "multipart/form-data; boundary=other", "multipart/mixed; boundary=part",
        "text/plain", "application/json", "*/*", "", ";", "application/x-www-form-urlencoded\u00e9",
    ];

    private static readonly string[] JsonTypes = ["application/json", "application/json; charset=utf-7", "application/json; charset=nothing", "text/json", "application/problem+json", "text/plain", ""];

    private static readonly string[] Hosts =
    [
        "", "[", "[::1", "[::g]:80", "a:99999", "a:-1", "a:b", ":80", ":", "a b", "a..b", ".", "-", "_", "%", "a%00b", "a/b", "a\\b", "a@b", "a?b", "a#b", "<script>",
        "127.0.0.1:0", "999.999.999.999", "xn--", "xn--a\u00e9", "\u00e9", new string('a', 300), new string('a', 64) + ".b", string.Concat(Enumerable.Repeat("a.", 400)),
        "a:" + new string('1', 300), "*", "**", "\0",
    ];

    private static readonly string[] Headers =
    [
        "Cookie: hall.desk=x", "Cookie: hall.phone=%00", "Cookie: =;;;=\"", "Cookie: .AspNetCore.Antiforgery.x=CfDJ8", "Authorization: Bearer", "Authorization: Bearer \u00e9", "Authorization: Basic ====",
        "Range: bytes=9-1", "Range: bytes=-99999999999999999999", "If-None-Match: \"", "If-Modified-Since: never", "Accept-Language: ;;q=", "Accept-Encoding: gzip;q=NaN", "Origin: null", "Origin: http://[",
        "Origin: http://elsewhere.test", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-origin", "Content-Encoding: gzip", "Expect: 100-continue", "Expect: nothing", "X-Forwarded-For: [", "X-Forwarded-Proto: gopher", "X-Forwarded-Host: [",
        "traceparent: 00-x", "Upgrade: websocket", "Connection: Upgrade", "Connection: close, keep-alive", "Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked", "Content-Length: 5", "Content-Length: -1", "User-Agent: " + new string('u', 6000),
        " folded: yes", "no-colon", "bad name: x", "\u00e9: x", "blazor-enhanced-nav: on", "X-HTTP-Method-Override: DELETE",
    ];

    private static readonly string[] Methods = ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "get", "G\0T", "", "PROPFIND"];

    private readonly Dice _dice;
    private readonly RouteEndpoint _endpoint;
    private readonly Sender _sender;

    private BadRequest(Dice dice, RouteEndpoint endpoint, Sender sender) => (_dice, _endpoint, _sender) = (dice, endpoint, sender);

    /// <summary>What is sent.</summary>
    public byte[] Bytes { get; private set; } = [];

    /// <summary>Whether it ends before it says that it does.</summary>
    public bool IsCut { get; private set; }

    public static BadRequest Make(Dice dice, Uri hall, RouteEndpoint endpoint, Sender sender)
    {
        var request = new BadRequest(dice, endpoint, sender);
        request.Write(hall);
        return request;
    }

    private void Write(Uri hall)
    {
        var methods = WebHall.MethodsOf(_endpoint);
        var method = _dice.OneIn(25) ? _dice.Any(Methods) : _dice.Any(methods);
        var isRead = method is "GET" or "HEAD" or "DELETE";
        var (type, body) = isRead && !_dice.OneIn(20) ? (null, []) : Body();
        var lines = new List<string> { $"{method} {Target()} HTTP/1.{(_dice.OneIn(15) ? 0 : 1)}" };
        if (!_dice.OneIn(20))
            lines.Add($"Host: {(_dice.OneIn(6) ? _dice.Any(Hosts) : hall.Authority)}");
        if (!_dice.OneIn(30))
            lines.Add("Connection: close");
        if (_sender.Cookie.Length > 0)
            lines.Add($"Cookie: {_sender.Cookie}");
        if (_sender.Screen is { } token)
            lines.Add($"Authorization: Bearer {token}");
        if (!isRead)
            lines.Add(_dice.OneIn(5) ? "Origin: null" : $"Origin: {hall.GetLeftPart(UriPartial.Authority)}");
        if (type is { Length: > 0 })
            lines.Add($"Content-Type: {type}");
        if (type is not null)
        {
            IsCut = _dice.OneIn(6) && body.Length > 1;
            lines.Add($"Content-Length: {body.Length}");
            if (IsCut)
                body = body[.._dice.Below(body.Length)];
        }

        for (var more = _dice.Below(3); more > 0; more--)
            lines.Insert(1 + _dice.Below(lines.Count - 1 + (lines.Count > 1 ? 0 : 1)), _dice.Any(Headers));
        var head = Encoding.Latin1.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n");
        Bytes = [.. _dice.OneIn(12) ? _dice.Spoil(head) : head, .. body];
    }

    private string Target()
    {
        var path = new StringBuilder();
        foreach (var segment in _endpoint.RoutePattern.PathSegments)
        {
            path.Append('/');
            foreach (var part in segment.Parts)
                path.Append(part is RoutePatternLiteralPart literal ? literal.Content : Value(part));
        }

        if (path.Length == 0)
            path.Append('/');
        if (_dice.OneIn(12))
            path.Append(_dice.Any("/", "//", "%00", "%ED%A0%80", "%zz", "%FF", "/../..", "/%2e%2e/", "\\", ";a=b", new string('x', 4000)));
        for (var more = _dice.Below(4); more > 0; more--)
            path.Append(path.ToString().Contains('?', StringComparison.Ordinal) ? '&' : '?').Append(_dice.Any(Queries)).Append('=').Append(Escaped());
        return path.Length > 7000 && !_dice.OneIn(10) ? path.ToString(0, 7000) : path.ToString();
    }

    private string Value(RoutePatternPart part) => part is RoutePatternParameterPart { ParameterPolicies: { Count: > 0 } policies } && !_dice.OneIn(4)
        ? policies[0].Content is "guid" ? "7f9c24e8-3b12-4fef-91e0-56a2d5a5b1c1" : _dice.Any("1", "2", "0", "-1", "2147483647", "999")
        : Escaped();

    private string Escaped() => _dice.Below(10) switch
    {
        0 => "%ED%A0%80%FF",
        1 => "%00",
        2 => "%E4%B8",
        _ => Uri.EscapeDataString(_dice.Text()) is { Length: > 3000 } text ? text[..3000] : Uri.EscapeDataString(_dice.Text()),
    };

    private (string Type, byte[] Content) Body()
    {
        var json = _endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        var isApi = _endpoint.RoutePattern.RawText?.StartsWith("/api", StringComparison.Ordinal) == true;
        if (isApi || _dice.OneIn(8))
            return (_dice.OneIn(4) ? _dice.Any(JsonTypes) : "application/json", Json(json is null ? Pressed : [.. json.GetProperties().Select(property => property.Name.ToLowerInvariant())]));
        if (_endpoint.RoutePattern.RawText?.Contains("photo", StringComparison.Ordinal) == true && !_dice.OneIn(5))
            return ("image/jpeg", _dice.Spoil(PhotoTests.Jpeg(64, 48)));
        return _dice.OneIn(2) ? Form() : Multipart();
    }

    private (string Type, byte[] Content) Form()
    {
        var fields = Enumerable.Range(0, _dice.Below(8)).Select(_ => $"{_dice.Any(Fields)}={Escaped()}").ToList();
        if (_sender.Form.Length > 0 && !_dice.OneIn(5) && !EndsSignIn)
            fields.Add($"__RequestVerificationToken={Uri.EscapeDataString(_sender.Form)}");
        if (_dice.OneIn(40))
            fields.AddRange(Enumerable.Range(0, 1100).Select(number => $"f{number}="));
        var body = Encoding.UTF8.GetBytes(string.Join('&', fields));
        return (_dice.OneIn(2) ? _dice.Any(FormTypes) : FormTypes[0], _dice.OneIn(10) ? _dice.Spoil(body) : body);
    }

    private (string Type, byte[] Content) Multipart()
    {
        var body = new StringBuilder();
        if (_sender.Form.Length > 0 && !_dice.OneIn(5) && !EndsSignIn)
            body.Append(CultureInfo.InvariantCulture, $"--part\r\nContent-Disposition: form-data; name=\"__RequestVerificationToken\"\r\n\r\n{_sender.Form}\r\n");
        for (var more = _dice.Below(6); more > 0; more--)
        {
            var file = _dice.OneIn(3) ? $"; filename=\"{_dice.Text()}\"" : "";
            body.Append(CultureInfo.InvariantCulture, $"--part\r\nContent-Disposition: form-data; name=\"{_dice.Any(Fields)}\"{file}\r\n");
            if (_dice.OneIn(6))
                body.Append(CultureInfo.InvariantCulture, $"Content-Type: {_dice.Any(FormTypes)}\r\n");
            body.Append("\r\n").Append(_dice.Text()).Append("\r\n");
        }

        body.Append(_dice.OneIn(4) ? "--par" : "--part--\r\n");
        var bytes = Encoding.UTF8.GetBytes(body.ToString());
        return (_dice.OneIn(3) ? _dice.Any(FormTypes) : "multipart/form-data; boundary=part", _dice.OneIn(4) ? _dice.Spoil(bytes) : bytes);
    }

    private byte[] Json(string[] names)
    {
        if (_dice.OneIn(8))
            return _dice.Any(Encoding.UTF8.GetBytes(new string('[', 500)), [0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}'], "\"\\ud800\""u8.ToArray(), "{\"key\":\"\\ud800\"}"u8.ToArray(), [], "null"u8.ToArray(), "[1]"u8.ToArray(), _dice.Bytes(40));
        var values = names.Concat(["action", "accuracy"]).Where(_ => !_dice.OneIn(5)).Select(name => $"\"{name}\":{JsonValue(name)}");
        var body = Encoding.UTF8.GetBytes("{" + string.Join(',', values) + "}");
        return _dice.OneIn(6) ? _dice.Spoil(body) : body;
    }

    private string JsonValue(string name) => _dice.Below(4) switch
    {
        // In order, so that the rest is read too.
        0 or 1 => name switch
        {
            "action" => "\"in\"",
            "key" => "\"7f9c24e8-3b12-4fef-91e0-56a2d5a5b1c1\"",
            "latitude" or "longitude" or "accuracy" or "age" => _dice.Any("1", "45.6", "\"NaN\"", "\"Infinity\"", "1e999", "-1e308", "\"5\""),
            _ => "\"1\"",
        },
        2 => _dice.Any("\"NaN\"", "1e999", "-1", "[]", "{}", "null", "true", "1.5", "99999999999999999999", "\"\\ud800\"", "NaN"),
        _ => JsonSerializer.Serialize(_dice.Text()),
    };

    // Whoever is signed in stays so: the requests after this one are theirs too.
    private bool EndsSignIn => _endpoint.RoutePattern.RawText?.EndsWith("sign-out", StringComparison.Ordinal) == true;

    private static string[] NamesOf<T>(Func<T, string?> name)
        where T : Attribute =>
    [
        .. typeof(HallClock).Assembly.GetTypes().SelectMany(type => type.GetProperties())
            .Select(property => (property.Name, Supplied: property.GetCustomAttribute<T>())).Where(property => property.Supplied is not null)
            .Select(property => name(property.Supplied!) ?? property.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];
}
