using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Accounts.SecondFactor;

/// <summary>What <c>passkeys.js</c> asks for, on both faces: under <c>/m</c> for the phone.</summary>
internal static class PasskeyEndpoints
{
    private const string Cookie = "hall.passkey";
    private const int LongestBody = 64 * 1024;
    private static readonly TimeSpan Answered = TimeSpan.FromMinutes(5);

    public static void MapPasskeys(this IEndpointRouteBuilder routes)
    {
        foreach (var face in new[] { "", "/m" })
        {
            var group = routes.MapGroup(face + "/passkeys").AllowAnonymous()
                // The filter runs when the body has been read already; this holds before.
                .WithMetadata(new RequestSizeLimitAttribute(LongestBody)).AddEndpointFilter(FromThisHall);
            group.MapPost("/creation", BeginAdding);
            group.MapPost("/add", Add);
            group.MapPost("/request", BeginSignIn);
            group.MapPost("/sign-in", SignIn);
        }
    }

    internal sealed record CreationBody(string? Password);

    internal sealed record AddBody(string? Credential, string? Name);

    internal sealed record SignInBody(string? Credential);

    private static async Task<IResult> BeginAdding(
        HttpContext context, CreationBody body, Passkeys passkeys, IDataProtectionProvider protection, CancellationToken cancel)
    {
        if (await Who(context, body.Password ?? "") is not { } who)
            return Refused(SecondStep.Again);
        var answer = await passkeys.BeginAdding(who, context, cancel);
        if (answer.Refusal is { } refusal)
            return Refused(refusal);
        Keep(context, protection, "add", answer.Value.State);
        return Results.Content(answer.Value.Options, "application/json");
    }

    private static async Task<IResult> Add(
        HttpContext context, AddBody body, Passkeys passkeys, IDataProtectionProvider protection, CancellationToken cancel)
    {
        // The password was given for the options, without which there is no state.
        if (await Who(context, null) is not { } who)
            return Refused(SecondStep.Again);
        if (Take(context, protection, "add") is not { } state || body.Credential is not { } credential)
            return Refused(new Refusal("已超过时间，请重新试一次。"));
        var answer = await passkeys.Add(who, context, credential, state, body.Name ?? "", cancel);
        if (answer.Refusal is { } refusal)
            return Refused(refusal);
        if (answer.Value.SignIn is { } signIn)
        {
            await PartialSignIn.End(context);
            await context.SignInBrowser(signIn);
        }

        return Results.Json(new { codes = answer.Value.RecoveryCodes });
    }

    private static async Task<IResult> BeginSignIn(
        HttpContext context, Passkeys passkeys, IDataProtectionProvider protection, CancellationToken cancel)
    {
        var challenge = await passkeys.BeginSignIn(await PartialSignIn.Of(context), context, cancel);
        Keep(context, protection, "sign-in", challenge.State);
        return Results.Content(challenge.Options, "application/json");
    }

    private static async Task<IResult> SignIn(
        HttpContext context, SignInBody body, Passkeys passkeys, IDataProtectionProvider protection, FailureLimit limit, CancellationToken cancel)
    {
        if (await limit.Wait(context.Address(), isKnown: false, cancel) is { } tooMany)
            return Refused(tooMany);
        if (Take(context, protection, "sign-in") is not { } state || body.Credential is not { } credential)
            return Refused(new Refusal("已超过时间，请重新试一次。"));
        var face = HallCookies.IsPhone(context.Request.Path) ? Face.Phone : Face.Desk;
        var answer = await passkeys.SignIn(await PartialSignIn.Of(context), face, context, credential, state, cancel);
        if (answer.Refusal is { } refusal)
        {
            limit.Count(context.Address());
            return Refused(refusal);
        }

        await PartialSignIn.End(context);
        await context.SignInBrowser(answer.Value);
        return Results.Json(new { to = face == Face.Phone ? "/m" : "/desk" });
    }

    // Somebody in the middle of a sign-in first: a browser may carry an older sign-in beside it.
    private static async Task<FactorOwner.Who?> Who(HttpContext context, string? password)
    {
        var address = context.Address();
        if (await PartialSignIn.Of(context) is { } partial)
            return new FactorOwner.Who(new Actor(partial.StaffId, address), "", null, partial);
        return context.User.Actor() is { } actor ? new FactorOwner.Who(actor with { Address = address }, context.User.Number(), password) : null;
    }

    private static IResult Refused(Refusal refusal) => Results.Json(new { message = refusal.Text }, statusCode: refusal.Kind switch
    {
        RefusalKind.NotSignedIn => StatusCodes.Status401Unauthorized,
        RefusalKind.NotAllowed => StatusCodes.Status403Forbidden,
        RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status422UnprocessableEntity,
    });

    private static async ValueTask<object?> FromThisHall(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        return call.HttpContext.Request.IsFromThisHall() ? await next(call) : Results.StatusCode(StatusCodes.Status403Forbidden);
    }

    private static void Keep(HttpContext context, IDataProtectionProvider protection, string purpose, string? state) =>
        context.Response.Cookies.Append(Cookie, Protector(protection, purpose).Protect(state ?? "", Answered), new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, MaxAge = Answered, IsEssential = true,
        });

    private static string? Take(HttpContext context, IDataProtectionProvider protection, string purpose)
    {
        if (context.Request.Cookies[Cookie] is not { } kept)
            return null;
        context.Response.Cookies.Delete(Cookie);
        try
        {
            return Protector(protection, purpose).Unprotect(kept);
        }
        catch (CryptographicException)
        {
            // Too late, made for something else, or not ours.
            return null;
        }
    }

    private static ITimeLimitedDataProtector Protector(IDataProtectionProvider protection, string purpose) =>
        protection.CreateProtector("ServiceHall.Passkeys", purpose).ToTimeLimitedDataProtector();
}
