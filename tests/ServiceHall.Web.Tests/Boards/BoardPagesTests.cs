using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Tests.Boards;

public sealed class BoardPagesTests(WebHall hall) : IClassFixture<WebHall>
{
    [Fact]
    public async Task A_screen_needs_no_sign_in_to_ask_for_a_code()
    {
        using var screen = hall.Browser();

        using var answer = await screen.PostAsync("/api/screens/pairing", null);
        var offer = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        using var poll = await screen.GetAsync($"/api/screens/pairing/{offer["pairingId"]}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (answer.StatusCode, poll.StatusCode));
    }

    [Fact]
    public async Task A_browser_signed_in_at_the_desk_is_no_screen()
    {
        using var browser = await hall.SignedIn("B100", roles: HallRole.Section);

        using var answer = await browser.PostAsync("/hub/boards/negotiate?negotiateVersion=1", null);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("/desk/screens")]
    [InlineData("/desk/notices")]
    public async Task The_pages_of_screens_are_the_sections(string page)
    {
        using var section = await hall.SignedIn("B-section" + page[6], roles: HallRole.Section);
        using var leader = await hall.SignedIn("B-leader" + page[6], roles: HallRole.HallLeader);

        Assert.Equal(HttpStatusCode.OK, (await section.GetAsync(page)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await leader.GetAsync(page)).StatusCode);
    }
}
