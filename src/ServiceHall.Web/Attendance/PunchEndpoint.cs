using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Accounts.Refused;
using ServiceHall.Web.Attendance.Consent;
using ServiceHall.Web.Attendance.Months;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Shell.Requests;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attendance;

/// <summary><c>POST /api/punches</c>, as docs/http.md describes it.</summary>
internal static class PunchEndpoint
{
    private const int LongestBody = 2048;

    // Chinese stays readable; the answer is JSON and never part of a page.
    private static readonly PunchJson Json = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new FiniteNumbers() },
    });

    /// <summary>What the phone sends.</summary>
    /// <param name="Action"><c>in</c> or <c>out</c>.</param>
    /// <param name="Key">A UUID of this press.</param>
    /// <param name="Latitude">Degrees, WGS-84; with longitude and accuracy, or none of the three.</param>
    /// <param name="Accuracy">Metres.</param>
    /// <param name="Age">How old the position is, in seconds.</param>
    /// <param name="Device">What the phone calls itself.</param>
    /// <param name="Code">The hall's code; spaces do not count.</param>
    internal sealed record Body(string? Action, Guid? Key, double? Latitude, double? Longitude, double? Accuracy, double? Age, string? Device, string? Code = null, int? Person = null);

    /// <summary>The answer to what was not judged.</summary>
    internal sealed record Fault(string Message);

    /// <summary>The answer to what was judged.</summary>
    internal sealed record Verdict(bool Accepted, string Outcome, string Message, string Clause, DateTime Minute);

    public static void MapAttendance(this IEndpointRouteBuilder routes)
    {
        // The endpoint itself tells who is not signed in, in JSON.
        routes.MapPost("/api/punches", Punch).AllowAnonymous().DisableAntiforgery().WithMetadata(new ChecksSignInItself());
        routes.MapMonths();
        routes.MapAway();
        routes.MapConsent();
    }

    private static async Task Punch(HttpContext context)
    {
        var cancel = context.RequestAborted;
        context.Response.Headers.CacheControl = "no-store";
        if (context.User.Actor() is not { } user || context.User.SignInId() is not { } signIn)
        {
            await Say(context, StatusCodes.Status401Unauthorized, "登录已失效，请重新登录，然后再按一次。");
            return;
        }

        var actor = user with { Address = context.Address() };

        if (!context.Request.NamesThisHall())
        {
            await Record(context, actor);
            await Say(context, StatusCodes.Status403Forbidden, "打卡只能从本大厅的页面提交，本次尝试已记录。请打开手机页面 /m。");
            return;
        }

        var (body, status, fault) = await Read(context.Request, cancel);
        if (body is null || fault is not null)
        {
            await Say(context, status, fault ?? "");
            return;
        }

        if (body.Person is { } whose && whose != actor.StaffId)
        {
            await Say(context, StatusCodes.Status409Conflict, "这一页是另一个人登录时打开的，没有打卡。请刷新页面，确认姓名后再按一次。");
            return;
        }

        var answer = await context.RequestServices.GetRequiredService<ClockIn>().Run(actor, Request(body) with { SignIn = signIn }, cancel);
        if (answer.Refusal is { } refusal)
        {
            if (refusal.Kind == RefusalKind.TooMany)
                context.Response.Headers.RetryAfter = "60";
            await Say(context, Status(refusal.Kind), refusal.Text);
            return;
        }

        var told = answer.Value;
        await context.Response.WriteAsJsonAsync(
            new Verdict(told.Accepted, told.Outcome, told.Sentence, told.Clause, told.Minute), Json.Verdict, cancellationToken: cancel);
    }

    private static async Task<(Body? Body, int Status, string? Fault)> Read(HttpRequest request, CancellationToken cancel)
    {
        if (!request.HasJsonContentType())
            return (null, StatusCodes.Status415UnsupportedMediaType, "请求应是 JSON（Content-Type: application/json）。");
        var bytes = new byte[LongestBody + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        if (length > LongestBody)
            return (null, StatusCodes.Status413PayloadTooLarge, $"请求太长：最多 {LongestBody} 字节。");
        try
        {
            var body = JsonSerializer.Deserialize(bytes.AsSpan(0, length), Json.Body);
            return (body, StatusCodes.Status400BadRequest, Wrong(body));
        }
        catch (JsonException wrong)
        {
            return (null, StatusCodes.Status400BadRequest, $"请求不是合格的 JSON，或 {wrong.Path ?? "$"} 的类型不对。各项的写法见 docs/http.md。");
        }
    }

    private static string? Wrong(Body? body) => body switch
    {
        null => "请求是空的。各项的写法见 docs/http.md。",
        { Action: not ("in" or "out") } => "action 应是 in（签到）或 out（签退）。",
        { Key: null } => "key 应是本次按键的 UUID；重发同一次按键时用同一个。",
        { Latitude: null, Longitude: null, Accuracy: null } => null,
        { Latitude: null } or { Longitude: null } or { Accuracy: null } or { Age: null } => "latitude、longitude、accuracy、age 要么都写，要么前三项都不写（手机没有位置）。",
        { Accuracy: < 0 or > 1e7 } or { Age: < -3600 or > 1e7 } => "accuracy（米）或 age（秒）不合理。请重新定位后再试。",
        _ => null,
    };

    private static ClockIn.Request Request(Body body)
    {
        Position? position = body is { Latitude: { } latitude, Longitude: { } longitude, Accuracy: { } accuracy }
            ? new Position(latitude, longitude, Math.Round((decimal)accuracy, 2))
            : null;
        // A phone's clock may be set back between the fix and the press.
        TimeSpan? age = position is not null && body.Age is { } seconds ? TimeSpan.FromSeconds(Math.Max(0, Math.Round(seconds, 1))) : null;
        return new(body.Action == "in" ? PunchAction.In : PunchAction.Out, body.Key!.Value, position, age, body.Device ?? "", Code: Digits(body.Code));
    }

    private static string? Digits(string? code) =>
        Fold.Key(code ?? "") is { Length: > 0 } digits ? digits : null;

    private static int Status(RefusalKind kind) => kind switch
    {
        RefusalKind.NotSignedIn => StatusCodes.Status401Unauthorized,
        RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status400BadRequest,
    };

    private static Task Say(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new Fault(message), Json.Fault, cancellationToken: context.RequestAborted);
    }

    private static async Task Record(HttpContext context, Actor actor)
    {
        var services = context.RequestServices;
        var cancel = CancellationToken.None;
        await using var db = await services.GetRequiredService<IDbContextFactory<HallDb>>().CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await NoteRefused.Add(db, Audit.Of(actor, services.GetRequiredService<TimeProvider>().GetUtcNow(), "punch.post", context.Request.Path,
            AuditOutcome.NotAllowed, $"Origin: {(context.Request.Headers.Origin is [{ } origin] ? origin : "没有")}"), null, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}

[JsonSerializable(typeof(PunchEndpoint.Body))]
[JsonSerializable(typeof(PunchEndpoint.Fault))]
[JsonSerializable(typeof(PunchEndpoint.Verdict))]
internal sealed partial class PunchJson : JsonSerializerContext;
