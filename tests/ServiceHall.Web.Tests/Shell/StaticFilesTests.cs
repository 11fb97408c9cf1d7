namespace ServiceHall.Web.Tests.Shell;

public sealed class StaticFilesTests(WebHall hall) : IClassFixture<WebHall>
{
    [Theory]
    [InlineData("/hall.css")]
    [InlineData("/_content/BootstrapBlazor/css/bootstrap.blazor.bundle.min.css")]
    [InlineData("/_framework/blazor.web.js")]
    public async Task A_file_travels_compressed_from_where_the_hall_was_built_as_from_where_it_is_installed(string file)
    {
        using var browser = hall.Browser();
        var plain = await browser.GetByteArrayAsync(file);
        browser.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");

        using var answer = await browser.GetAsync(file);

        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 1, plain.Length / 2);
    }
}
