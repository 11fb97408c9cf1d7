using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace ServiceHall.Web.Boards;

/// <summary>Serves the kiosk's program as the build left it in <c>wwwroot/kiosk</c>, to anybody: it holds no data.</summary>
internal static class KioskFiles
{
    private const string Folder = "kiosk";
    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    public static void MapKiosk(this IEndpointRouteBuilder routes) =>
        routes.MapGet($"/{Folder}/{{**file}}", Serve).AllowAnonymous();

    private static IResult Serve(HttpContext context, IWebHostEnvironment environment, string? file)
    {
        // The program's addresses are relative to /kiosk/.
        if (context.Request.Path == $"/{Folder}")
            return Results.LocalRedirect($"~/{Folder}/");
        var found = environment.WebRootFileProvider.GetFileInfo($"{Folder}/{file ?? "index.html"}");
        if (!found.Exists || found.IsDirectory)
            return Results.NotFound();
        // Names in assets/ carry a digest of their content; everything else must be asked for anew.
        context.Response.Headers[HeaderNames.CacheControl] =
            file?.StartsWith("assets/", StringComparison.Ordinal) == true ? "public, max-age=31536000, immutable" : "no-cache";
        var type = ContentTypes.TryGetContentType(found.Name, out var known) ? known : "application/octet-stream";
        return Results.Stream(found.CreateReadStream(), type, lastModified: found.LastModified);
    }
}
