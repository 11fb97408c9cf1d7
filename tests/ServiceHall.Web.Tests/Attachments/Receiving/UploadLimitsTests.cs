using System.Net;
using System.Net.Http.Headers;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Tests.Inspection;

namespace ServiceHall.Web.Tests.Attachments.Receiving;

/// <summary>The right is asked before a file is read, and nobody hands in files without end.</summary>
public sealed class UploadLimitsTests(WebHall hall) : IClassFixture<WebHall>
{
    [Fact]
    public async Task Nothing_is_read_of_a_file_from_somebody_who_may_not_send_it()
    {
        var clerk = await hall.SignedIn("L1");
        using var body = new WatchedBody(PhotoFile.MostBytes);

        using var answer = await Post(clerk, body);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.True(body.Taken < 1024 * 1024, $"{body.Taken} bytes were read.");
    }

    [Fact]
    public async Task Nothing_is_read_of_a_file_that_says_it_is_too_large()
    {
        var section = await hall.SignedIn("L2", roles: HallRole.Section);
        using var body = new WatchedBody(PhotoFile.MostBytes + 1);

        using var answer = await Post(section, body);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.True(body.Taken < 1024 * 1024, $"{body.Taken} bytes were read.");
    }

    [Fact]
    public async Task Somebody_who_sends_files_without_end_waits_and_nobody_else_does()
    {
        var section = await hall.SignedIn("L3", roles: HallRole.Section);
        var other = await hall.SignedIn("L4", roles: HallRole.Section);
        var answers = new List<HttpStatusCode>();
        for (var file = 0; file < 45; file++)
        {
            using var answer = await Post(section, new MemoryStream(PhotoTests.Jpeg(16, 16)));
            answers.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        using var others = await Post(other, new MemoryStream(PhotoTests.Jpeg(16, 16)));
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
    }

    [Fact]
    public async Task A_form_with_a_file_counts_too()
    {
        var clerk = await hall.SignedIn("L5");
        var answers = new List<HttpStatusCode>();
        for (var file = 0; file < 45; file++)
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[100_000]), "Proof", "x.jpg" } };
            using var answer = await clerk.PostAsync("/desk/my-leave/new", form);
            answers.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }

    private static async Task<HttpResponseMessage> Post(HttpClient browser, Stream file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/desk/photos") { Content = new StreamContent(file) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        request.Headers.Add("Origin", "https://hall.test");
        return await browser.SendAsync(request);
    }

    /// <summary>A body that knows how much of it was read.</summary>
    private sealed class WatchedBody(long length) : Stream
    {
        public long Taken { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var given = (int)Math.Min(count, Length - Position);
            Taken += given;
            Position += given;
            return given;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => Position = origin == SeekOrigin.Begin ? offset : throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
