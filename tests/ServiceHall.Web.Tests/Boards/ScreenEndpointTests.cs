using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Boards;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Tests.Boards;

public sealed class ScreenEndpointTests(WebHall hall) : IClassFixture<WebHall>
{
    private static int s_screens;

    [Fact]
    public async Task A_code_screen_is_paired_like_any_other_and_shows_the_code_with_its_picture()
    {
        var (screen, _) = await Paired("Code");

        var shown = await screen.GetFromJsonAsync<JsonElement>("/api/screens/code");

        Assert.Matches("^[0-9]{8}$", shown.GetProperty("code").GetString());
        Assert.StartsWith("data:image/svg+xml;base64,", shown.GetProperty("qr").GetString(), StringComparison.Ordinal);
        Assert.InRange((shown.GetProperty("until").GetDateTimeOffset() - shown.GetProperty("now").GetDateTimeOffset()).TotalSeconds, 0, 30);
    }

    [Fact]
    public async Task In_a_hall_that_goes_by_the_position_the_screen_still_shows_its_code_to_whoever_does_not_agree()
    {
        var (screen, _) = await Paired("Code", SiteProof.Position);

        var shown = await screen.GetFromJsonAsync<JsonElement>("/api/screens/code");
        var page = await hall.Browser().GetStringAsync("/screen/code.js");

        Assert.True(shown.GetProperty("taken").GetBoolean());
        Assert.DoesNotContain("暂不使用", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_screen_opens_what_is_for_its_kind_and_nothing_else()
    {
        var (code, _) = await Paired("Code");
        var (terminal, _) = await Paired("Terminal");
        var (board, _) = await Paired("Board");

        Assert.Equal(HttpStatusCode.Forbidden, (await terminal.GetAsync("/api/screens/code")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await board.GetAsync("/api/screens/code")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await code.PostAsJsonAsync("/api/screens/punches", new { number = "1" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await terminal.GetAsync("/api/screens/terminal")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await terminal.PostAsync("/hub/boards/negotiate?negotiateVersion=1", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await hall.Browser().GetAsync("/api/screens/code")).StatusCode);
    }

    [Fact]
    public async Task A_revoked_screen_is_told_so()
    {
        var (screen, id) = await Paired("Code");
        Assert.Null((await new RevokeScreen(hall.People.Factory, hall.People.Clock).Run(Actor.Hall, id, default)).Refusal);

        Assert.Equal(HttpStatusCode.Unauthorized, (await screen.GetAsync("/api/screens/code")).StatusCode);
    }

    [Theory]
    [InlineData("/api/screens/punches", "{\"number\":", 400, "JSON")]
    [InlineData("/api/screens/punches", "{\"number\":1}", 400, "JSON")]
    [InlineData("/api/screens/pairing?kind=x", "", 400, "参数")]
    [InlineData("/api/nothing", "{}", 404, "没有这个地址")]
    public async Task A_request_that_is_none_is_told_so_in_a_sentence(string address, string body, int status, string why)
    {
        var (terminal, _) = await Paired("Terminal");

        using var answer = await terminal.PostAsync(address, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(why, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"number":"1","pin":"295183","action":"up","key":"7f9c24e8-3b12-4fef-91e0-56a2d5a5b1c1"}""", "签到或签退")]
    [InlineData("""{"number":"","pin":"295183","action":"in","key":"7f9c24e8-3b12-4fef-91e0-56a2d5a5b1c1"}""", "工号")]
    [InlineData("""{"number":"nobody","pin":"295183","action":"in","key":"7f9c24e8-3b12-4fef-91e0-56a2d5a5b1c1"}""", "不正确")]
    public async Task A_terminal_is_told_in_words_what_is_wrong(string body, string why)
    {
        var (terminal, _) = await Paired("Terminal");

        using var answer = await terminal.PostAsync("/api/screens/punches", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(why, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private async Task<(HttpClient Screen, int Id)> Paired(string kind, SiteProof proof = SiteProof.PositionOrCode)
    {
        var number = Interlocked.Increment(ref s_screens);
        await using var db = await hall.People.Factory.CreateDbContextAsync();
        var site = new Site { Code = $"S{number}", Name = $"大厅{number}", Latitude = 45.6, Longitude = 122.8, RadiusMetres = 150, Proof = proof };
        db.Add(site);
        await db.SaveChangesAsync();
        var screen = hall.Browser();
        var offer = await (await screen.PostAsync($"/api/screens/pairing?kind={kind}", null)).Content.ReadFromJsonAsync<JsonElement>();
        var pair = new PairScreen(hall.People.Factory, hall.People.Clock);
        var id = (await pair.Run(Actor.Hall, new(offer.GetProperty("code").GetString()!, $"屏幕{number}", site.Id), default)).Value;
        var collected = await screen.GetFromJsonAsync<JsonElement>($"/api/screens/pairing/{offer.GetProperty("pairingId").GetString()}");
        screen.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", collected.GetProperty("token").GetString());
        return (screen, id);
    }
}
