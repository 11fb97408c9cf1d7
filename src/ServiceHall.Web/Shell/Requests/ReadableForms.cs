using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Features;
using ServiceHall.Web.Attachments;

namespace ServiceHall.Web.Shell.Requests;

/// <summary>
/// Reads the form of a request before anybody else does, when it is known whose it is: so one that cannot be read, or is
/// larger than anybody may send, is answered with what to do. Files of a form go to a temporary file, not into memory.
/// </summary>
internal sealed class ReadableForms(RequestDelegate next)
{
    /// <summary>The largest form of somebody who is signed in: a proof that is too large by as much again is refused beside what
    /// was written, instead of losing it.</summary>
    public const long Most = (2 * PhotoFile.MostBytes) + (1024 * 1024);

    /// <summary>The largest of somebody who is not: a sign-in.</summary>
    public const long MostOfNobody = 64 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (context.GetEndpoint() is not { } endpoint || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            await next(context);
            return;
        }

        if (!request.HasFormContentType)
        {
            if (endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
                await next(context);
            else
                await PlainAnswer.Write(context, StatusCodes.Status415UnsupportedMediaType);
            return;
        }

        if (await Unreadable(context) is { } status)
            await PlainAnswer.Write(context, status);
        else
            await next(context);
    }

    /// <summary>Reads the form.</summary>
    /// <returns>The status that says why it cannot be read; null: it was.</returns>
    private static async Task<int?> Unreadable(HttpContext context)
    {
        var most = context.User.Identity is { IsAuthenticated: true } ? Most : MostOfNobody;
        if (context.Request.ContentLength > most)
            return StatusCodes.Status413PayloadTooLarge;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = most;
        try
        {
            await context.Request.ReadFormAsync(context.RequestAborted);
            return null;
        }
        catch (BadHttpRequestException bad)
        {
            return bad.StatusCode;
        }
        catch (NotSupportedException)
        {
            // A part of it says that it is in an encoding that nobody reads any more.
            return StatusCodes.Status415UnsupportedMediaType;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException || (unreadable is IOException && !ServiceInterrupted.IsFullDisk(unreadable)))
        {
            return StatusCodes.Status400BadRequest;
        }
    }
}
