using System.Net;

namespace ServiceHall.Web.Tests.Boards;

public sealed class KioskFilesTests(BoardTestHall hall) : IClassFixture<BoardTestHall>, IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("kiosk");

    [Theory]
    [InlineData("/kiosk/", "text/html", "no-cache")]
    [InlineData("/kiosk/sw.js", "text/javascript", "no-cache")]
    [InlineData("/kiosk/version.json", "application/json", "no-cache")]
    [InlineData("/kiosk/assets/index-1.css", "text/css", "public, max-age=31536000, immutable")]
    public async Task The_program_is_open_to_anybody_and_only_what_never_changes_is_kept(string path, string type, string caching)
    {
        await using var server = await Serve();

        using var answer = await server.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(caching, string.Join(", ", answer.Headers.GetValues("Cache-Control")));
    }

    [Theory]
    [InlineData("/kiosk/nothing.js")]
    [InlineData("/kiosk/assets")]
    [InlineData("/kiosk/..%2fsecret.txt")]
    [InlineData("/kiosk/%2e%2e/secret.txt")]
    public async Task Nothing_else_is(string path)
    {
        await using var server = await Serve();

        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Without_the_last_slash_it_is_found_too()
    {
        await using var server = await Serve();

        using var answer = await server.Http.GetAsync(new Uri("/kiosk", UriKind.Relative));

        Assert.Equal("/kiosk/", answer.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    public void Dispose() => _root.Delete(recursive: true);

    private Task<BoardServer> Serve()
    {
        Directory.CreateDirectory(Path.Combine(_root.FullName, "kiosk", "assets"));
        foreach (var file in (string[])["secret.txt", "kiosk/index.html", "kiosk/sw.js", "kiosk/version.json", "kiosk/assets/index-1.css"])
            File.WriteAllText(Path.Combine(_root.FullName, file), "content");
        return BoardServer.Start(hall, _root.FullName);
    }
}
