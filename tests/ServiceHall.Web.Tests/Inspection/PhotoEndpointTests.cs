using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;

namespace ServiceHall.Web.Tests.Inspection;

public sealed class PhotoEndpointTests(WebHall hall) : IClassFixture<WebHall>
{
    [Fact]
    public async Task A_photo_goes_up_and_comes_back_to_whoever_took_it()
    {
        var browser = await hall.SignedIn("U1", roles: HallRole.Section);

        using var answer = await Post(browser, PhotoTests.Jpeg(64, 48));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var id = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetGuid();

        using var shown = await browser.GetAsync($"/desk/photos/{id}");
        Assert.Equal("image/jpeg", shown.Content.Headers.ContentType!.MediaType);
        Assert.True(shown.Headers.CacheControl!.NoStore);
        Assert.Equal(PhotoTests.Jpeg(64, 48), await shown.Content.ReadAsByteArrayAsync());
        var other = await hall.SignedIn("U1-other", roles: HallRole.Section);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/desk/photos/{id}")).StatusCode);
    }

    [Fact]
    public async Task What_is_no_photo_gets_400_and_a_sentence()
    {
        var browser = await hall.SignedIn("U2", roles: HallRole.Section);

        using var answer = await Post(browser, "<script>"u8.ToArray());

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("JPEG 或 PNG", await Message(answer), StringComparison.Ordinal);
        using var large = await Post(browser, new byte[PhotoFile.MostBytes + 1]);
        Assert.False(large.IsSuccessStatusCode);
        Assert.Contains("超过 10 MB", await Message(large), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_photo_that_is_sent_again_after_a_lost_answer_is_one_photo()
    {
        var browser = await hall.SignedIn("U5", roles: HallRole.Section);
        var key = Guid.NewGuid();

        using var first = await Post(browser, PhotoTests.Jpeg(64, 48), key: key);
        using var again = await Post(browser, PhotoTests.Jpeg(64, 48), key: key);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Contains($"{key}", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var other = await hall.SignedIn("U5-other", roles: HallRole.Section);
        using var taken = await Post(other, PhotoTests.Jpeg(64, 48), key: key);
        Assert.Equal(HttpStatusCode.BadRequest, taken.StatusCode);
    }

    [Fact]
    public async Task An_empty_photo_is_told_as_such()
    {
        var browser = await hall.SignedIn("U6", roles: HallRole.Section);

        using var answer = await Post(browser, []);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("0 字节", await Message(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.test")]
    [InlineData(null)]
    public async Task A_photo_from_another_sites_page_is_refused(string? origin)
    {
        var browser = await hall.SignedIn($"U3-{origin ?? "none"}", roles: HallRole.Section);

        using var answer = await Post(browser, PhotoTests.Jpeg(64, 48), origin);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("登记问题", await Message(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_log_nothing_may_upload_nothing()
    {
        var clerk = await hall.SignedIn("U4");

        Assert.Equal(HttpStatusCode.Forbidden, (await Post(clerk, PhotoTests.Jpeg(64, 48))).StatusCode);
        // Asked before anything is read.
        Assert.Equal(HttpStatusCode.Forbidden, (await Post(clerk, new byte[PhotoFile.MostBytes + 1])).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Post(hall.Browser(), PhotoTests.Jpeg(64, 48))).StatusCode);
    }

    private static async Task<HttpResponseMessage> Post(HttpClient browser, byte[] file, string? origin = "https://hall.test", Guid? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, key is null ? "/desk/photos" : $"/desk/photos?key={key}") { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return await browser.SendAsync(request);
    }

    private static async Task<string> Message(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("message").GetString()!;
}
