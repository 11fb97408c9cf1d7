using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace ServiceHall.Web.Attachments.Receiving;

/// <summary>
/// Receives the file that is the body of a request to a temporary file, however long a slow network takes, and holds it in
/// memory only while it is looked at: a few at once on a server, the others wait.
/// </summary>
internal sealed class ReceiveFile : IDisposable
{
    private const int InMemory = 64 * 1024;
    private const int LookedAtOnce = 4;
    private readonly SemaphoreSlim _looking = new(LookedAtOnce);

    /// <param name="take">What is done with the file, which is no longer than the address takes (<see cref="TakesFile"/>).</param>
    /// <param name="tooLarge">What is said of a larger one.</param>
    public async Task<IResult> Run(HttpContext context, string tooLarge, Func<ReadOnlyMemory<byte>, Task<IResult>> take)
    {
        var cancel = context.RequestAborted;
        var most = context.GetEndpoint()?.Metadata.GetMetadata<TakesFile>()?.MostBytes
            ?? throw new InvalidOperationException("The address does not say how large a file it takes.");
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = most + 1;
        if (context.Request.ContentLength > most)
            return TooLarge(tooLarge);
        await using var received = new FileBufferingReadStream(context.Request.Body, InMemory, bufferLimit: null, Path.GetTempPath);
        try
        {
            await received.DrainAsync(cancel);
        }
        catch (BadHttpRequestException bad) when (bad.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge(tooLarge);
        }

        if (received.Length > most)
            return TooLarge(tooLarge);
        await _looking.WaitAsync(cancel);
        try
        {
            var file = new byte[received.Length];
            received.Position = 0;
            await received.ReadExactlyAsync(file, cancel);
            return await take(file);
        }
        finally
        {
            _looking.Release();
        }
    }

    public void Dispose() => _looking.Dispose();

    private static IResult TooLarge(string message) => Results.Json(new { message }, statusCode: StatusCodes.Status413PayloadTooLarge);
}
