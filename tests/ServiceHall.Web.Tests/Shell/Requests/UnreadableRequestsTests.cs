using System.Net;
using System.Text;
using System.Text.Json;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Tests.Shell.Requests;

/// <summary>A request that nobody can read is answered with what to do, to people as a page and to programs as JSON.</summary>
public sealed class UnreadableRequestsTests(WebHall hall) : IClassFixture<WebHall>
{
    [Theory]
    [InlineData("a:99999")]
    [InlineData("[::1")]
    [InlineData("a b")]
    [InlineData("someone@hall.test")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_host_that_is_none_is_400_with_a_sentence(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.TryAddWithoutValidation("Host", host);

        using var answer = await hall.Browser().SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Host", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "a=b", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("text/plain", "a=b", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("multipart/form-data", "a=b", HttpStatusCode.BadRequest)]
    [InlineData("multipart/form-data; boundary=part", "--part\r\nContent-Disposition: form-data; name=\"Number\"\r\n\r\nP1", HttpStatusCode.BadRequest)]
    public async Task A_body_that_is_no_form_is_refused_with_what_to_do(string type, string body, HttpStatusCode status)
    {
        using var answer = await Post(hall.Browser(), "/sign-in", type, Encoding.UTF8.GetBytes(body));

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains("刷新", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_in_particular_sends_no_large_form()
    {
        using var answer = await Post(hall.Browser(), "/sign-in", "application/x-www-form-urlencoded", Encoding.UTF8.GetBytes("Number=" + new string('1', 70_000)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData("\"accuracy\":\"NaN\",\"age\":1")]
    [InlineData("\"accuracy\":5,\"age\":\"NaN\"")]
    [InlineData("\"accuracy\":\"Infinity\",\"age\":1")]
    [InlineData("\"accuracy\":1e999,\"age\":1")]
    public async Task A_press_with_a_number_that_is_none_is_400_and_says_where(string numbers)
    {
        using var phone = await hall.SignedIn("N" + numbers.Length + numbers.IndexOf('N', StringComparison.Ordinal), "/m/sign-in");
        phone.DefaultRequestHeaders.Add("Origin", "https://hall.test");

        using var answer = await Post(phone, "/api/punches", "application/json", Encoding.UTF8.GetBytes(
            $"{{\"action\":\"in\",\"key\":\"{Guid.NewGuid()}\",\"latitude\":45.6,\"longitude\":122.8,{numbers}}}"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("JSON", JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_carries_the_same_headers_whatever_it_says()
    {
        using var browser = hall.Browser();
        using var section = await hall.SignedIn("N9", roles: HallRole.Section);
        foreach (var answer in new[]
        {
            await browser.GetAsync("/sign-in"), await browser.GetAsync("/nothing"), await browser.GetAsync("/desk"), await browser.GetAsync("/hall.css"), await browser.GetAsync("/health/live"),
            await browser.GetAsync("/api/nothing"), await section.GetAsync("/desk/audit"), await Post(browser, "/sign-in", "text/plain", [1]),
        })
        {
            using (answer)
            {
                Assert.Equal("max-age=31536000", answer.Headers.GetValues("Strict-Transport-Security").Single());
                Assert.Contains("geolocation=(self)", answer.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
                Assert.Contains("camera=()", answer.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
                foreach (var (name, value) in new[] { ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"), ("Referrer-Policy", "same-origin") })
                    Assert.Equal(value, answer.Headers.GetValues(name).Single());
                Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
                Assert.False(answer.Headers.Contains("Server"));
            }
        }
    }

    private static async Task<HttpResponseMessage> Post(HttpClient browser, string page, string type, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, page) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return await browser.SendAsync(request);
    }
}
