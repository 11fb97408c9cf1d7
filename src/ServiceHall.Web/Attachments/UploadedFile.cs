using Microsoft.Net.Http.Headers;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attachments;

/// <summary>Something that somebody handed in, as it is served to whoever may see it.</summary>
/// <param name="Name">What it is called when it is saved.</param>
internal sealed record UploadedFile(string ContentType, string Name, byte[] Bytes)
{
    /// <summary>
    /// The answer to a request for it. The browser keeps nothing, for others use the same computer; a photo is shown, anything
    /// else is handed over as a file: nothing that somebody uploaded becomes a page of the hall.
    /// </summary>
    public static IResult Serve(HttpContext context, Answer<UploadedFile> answer)
    {
        if (answer.Refusal is { } refusal)
            return Results.StatusCode(refusal.Kind == RefusalKind.NotAllowed ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound);
        var file = answer.Value;
        var disposition = new ContentDispositionHeaderValue(file.ContentType.StartsWith("image/", StringComparison.Ordinal) ? "inline" : "attachment");
        disposition.SetHttpFileName(Outgoing.FileName(file.Name));
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(file.Bytes, file.ContentType);
    }
}
