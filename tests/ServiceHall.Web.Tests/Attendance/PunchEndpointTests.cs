using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;

namespace ServiceHall.Web.Tests.Attendance;

public sealed class PunchEndpointTests(WebHall hall) : IClassFixture<WebHall>
{
    private const string Origin = "https://hall.test";

    [Fact]
    public async Task Somebody_not_signed_in_gets_401_and_a_sentence_in_JSON()
    {
        using var answer = await Post(hall.Browser(), Press());

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("登录已失效", await Message(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_that_was_ended_elsewhere_punches_no_more()
    {
        var browser = await hall.SignedIn("E105", "/m/sign-in");
        Assert.Equal(HttpStatusCode.OK, (await Post(browser, Press())).StatusCode);
        await using var db = await hall.People.Factory.CreateDbContextAsync();
        var person = db.Staff.Single(staff => staff.Number == "E105").Id;
        await hall.People.Get<SignOut>().Everywhere(new Actor(person, ""), default);

        using var answer = await Post(browser, Press());

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(1, db.Set<Web.Attendance.Punch>().Count(punch => punch.StaffId == person));
    }

    [Fact]
    public async Task A_page_that_somebody_else_left_open_punches_for_nobody()
    {
        var browser = await hall.SignedIn("E106", "/m/sign-in");
        await using var db = await hall.People.Factory.CreateDbContextAsync();
        var person = db.Staff.Single(staff => staff.Number == "E106").Id;

        using var others = await Post(browser, $$"""{"action":"in","key":"{{Guid.NewGuid()}}","person":{{person + 1}}}""");
        using var own = await Post(browser, $$"""{"action":"in","key":"{{Guid.NewGuid()}}","person":{{person}}}""");

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.OK), (others.StatusCode, own.StatusCode));
        Assert.Equal(1, db.Set<Web.Attendance.Punch>().Count(punch => punch.StaffId == person));
    }

    [Theory]
    [InlineData("https://elsewhere.test")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task A_press_from_another_origin_gets_403_and_is_recorded(string? origin)
    {
        var browser = await hall.SignedIn($"E100-{origin ?? "none"}", "/m/sign-in");

        using var answer = await Post(browser, Press(), origin);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains(await hall.People.AuditRecords(), record =>
            record is { Action: "punch.post", Outcome: AuditOutcome.NotAllowed } && record.Detail == $"Origin: {origin ?? "没有"}");
    }

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("null", "空")]
    [InlineData("[]", "JSON")]
    [InlineData("""{"action":"in","key":"no"}""", "$.key")]
    [InlineData("""{"action":"up","key":"7f9c24e8-3b12-4fef-91e0-56a2d5a5b1c1"}""", "action")]
    [InlineData("""{"action":"in"}""", "key")]
    [InlineData("""{"action":"in","key":"7f9c24e8-3b12-4fef-91e0-56a2d5a5b1c1","latitude":45.6}""", "longitude")]
    [InlineData("""{"action":"in","key":"7f9c24e8-3b12-4fef-91e0-56a2d5a5b1c1","latitude":95,"longitude":1,"accuracy":1,"age":1}""", "纬度")]
    [InlineData("""{"action":"in","key":"7f9c24e8-3b12-4fef-91e0-56a2d5a5b1c1","latitude":45,"longitude":1,"accuracy":1e99,"age":1}""", "accuracy")]
    [InlineData("""{"action":"in","key":"7f9c24e8-3b12-4fef-91e0-56a2d5a5b1c1","device":"\u0000"}""", "设备")]
    [InlineData("""{"action":"in","key":"7f9c24e8-3b12-4fef-91e0-56a2d5a5b1c1","device":"terminal:1"}""", "设备")]
    public async Task A_malformed_press_gets_400_and_a_sentence_that_names_what_is_wrong(string body, string expected)
    {
        var browser = await hall.SignedIn($"E101 {body.GetHashCode(StringComparison.Ordinal)}", "/m/sign-in");

        using var answer = await Post(browser, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(expected, await Message(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_too_long_or_no_JSON_is_refused()
    {
        var browser = await hall.SignedIn("E102", "/m/sign-in");

        using var tooLong = await Post(browser, "{\"device\":\"" + new string('x', 4000) + "\"}");
        using var form = new HttpRequestMessage(HttpMethod.Post, "/api/punches") { Content = new StringContent("action=in", Encoding.UTF8, "application/x-www-form-urlencoded") };
        form.Headers.Add("Origin", Origin);
        using var noJson = await browser.SendAsync(form);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLong.StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, noJson.StatusCode);
    }

    [Fact]
    public async Task A_press_is_judged_and_answered_in_JSON_and_the_page_shows_it()
    {
        var window = await hall.People.Window("E-window");
        var browser = await hall.SignedIn("E103", "/m/sign-in");
        await using (var db = await hall.People.Factory.CreateDbContextAsync())
        {
            db.Add(new Web.People.Posting { StaffId = db.Staff.Single(s => s.Number == "E103").Id, WindowId = window.Id, From = new(2026, 1, 1) });
            await db.SaveChangesAsync();
        }

        using var answer = await Post(browser, Press());
        var verdict = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var page = await browser.GetStringAsync("/m");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(verdict.GetProperty("accepted").GetBoolean());
        Assert.Equal("已签到 08:00", verdict.GetProperty("message").GetString());
        Assert.Contains("<span class=\"state\">08:00", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_phone_whose_clock_is_wrong_punches_by_the_halls_clock()
    {
        var window = await hall.People.Window("E-clock");
        var browser = await hall.SignedIn("E144", "/m/sign-in");
        await using (var db = await hall.People.Factory.CreateDbContextAsync())
        {
            db.Add(new Web.People.Posting { StaffId = db.Staff.Single(s => s.Number == "E144").Id, WindowId = window.Id, From = new(2026, 1, 1) });
            await db.SaveChangesAsync();
        }

        // Its clock was set back by half an hour between the fix and the press.
        using var answer = await Post(browser, $$"""{"action":"in","key":"{{Guid.NewGuid()}}","latitude":45.62,"longitude":122.84,"accuracy":12,"age":-1800,"at":"2026-11-19T03:00:00"}""");
        var verdict = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("已签到 08:00", verdict.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Somebody_who_is_not_enrolled_reads_what_to_do_and_somebody_off_duty_when_it_opens_next()
    {
        var browser = await hall.SignedIn("E150", "/m/sign-in");
        var page = System.Net.WebUtility.HtmlDecode(await browser.GetStringAsync("/m"));
        Assert.Contains("请窗口负责人向科室申请登记", page, StringComparison.Ordinal);
        Assert.Contains("考勤 一(六)", page, StringComparison.Ordinal);
        var clerk = await hall.People.Posted("E151", await hall.People.Window("E-next"), from: new(2026, 11, 1));
        // Friday, after the last minute.
        hall.People.Clock.AdjustTime(new(2026, 11, 20, 11, 0, 0, TimeSpan.Zero));
        try
        {
            var today = await hall.People.Get<TodayState>().Run(clerk, default);
            Assert.Equal("2026-11-23 07:30", $"{today.Coming!.Opens.Day:yyyy-MM-dd} {today.Coming.Opens}");
        }
        finally
        {
            hall.People.Clock.AdjustTime(new(2026, 11, 19, 0, 0, 0, TimeSpan.Zero));
        }
    }

    [Fact]
    public async Task The_phones_page_is_light_and_loads_neither_Blazor_nor_the_component_library()
    {
        var browser = await hall.SignedIn("E104", "/m/sign-in");
        var page = await browser.GetStringAsync("/m");
        var size = Encoding.UTF8.GetByteCount(page);
        var files = Regex.Matches(page, "(?:href|src)=\"(/[^\"?#]+\\.[a-z]+)\"").Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.Superset(new HashSet<string> { "/hall.css", "/punch.css", "/punch.js", "/away.js", "/favicon.svg" }, files.ToHashSet());
        foreach (var file in files)
            size += (await browser.GetByteArrayAsync(file)).Length;

        Assert.DoesNotContain("blazor.web.js", page, StringComparison.Ordinal);
        Assert.DoesNotContain("bootstrap", page, StringComparison.OrdinalIgnoreCase);
        Assert.InRange(size, 1, 60_000);
    }

    private static string Press() => $$"""{"action":"in","key":"{{Guid.NewGuid()}}"}""";

    private static async Task<HttpResponseMessage> Post(HttpClient browser, string body, string? origin = Origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/punches") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return await browser.SendAsync(request);
    }

    private static async Task<string> Message(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("message").GetString()!;
}
