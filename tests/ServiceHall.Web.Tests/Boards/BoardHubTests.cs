using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Boards;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Boards;

public sealed class BoardHubTests(BoardTestHall hall) : IClassFixture<BoardTestHall>
{
    /// <summary>Only what is told reaches the screens; how fast, the benchmarks measure.</summary>
    private static readonly BoardRhythm NoCheck = new(TimeSpan.FromDays(1));

    [Fact]
    public async Task A_change_on_one_server_is_told_to_the_screens_of_another_without_waiting_for_the_check()
    {
        await hall.BuildNow();
        await using var first = await BoardServer.Start(hall, rhythm: NoCheck);
        await using var second = await BoardServer.Start(hall, rhythm: NoCheck);
        var (_, token) = await hall.PairedScreen("两台服务器");
        await using var screen = await ScreenClient.Connect(second.Hub(token));
        await screen.Heard("Heartbeat");
        var name = $"大厅{Guid.NewGuid():N}";

        await Rename(first, name);
        await Shown(screen, name);
    }

    [Fact]
    public async Task A_server_whose_listening_was_cut_listens_again()
    {
        await hall.BuildNow();
        await using var server = await BoardServer.Start(hall, rhythm: NoCheck);
        var (_, token) = await hall.PairedScreen("断线");
        await using var screen = await ScreenClient.Connect(server.Hub(token));
        await screen.Heard("Heartbeat");
        await CutListening();

        var name = $"大厅{Guid.NewGuid():N}";
        await Rename(server, name);
        await Shown(screen, name);
    }

    [Fact]
    public async Task A_screen_that_connects_gets_the_time_and_may_ask_for_the_newest()
    {
        await hall.BuildNow();
        await using var server = await BoardServer.Start(hall);
        var (_, token) = await hall.PairedScreen("新连接");
        await using var screen = await ScreenClient.Connect(server.Hub(token));

        var heartbeat = (await screen.Heard("Heartbeat"))!;
        var newest = (await screen.Call("Newest"))!;

        Assert.Equal(hall.Clock.GetUtcNow(), heartbeat["serverTime"]!.GetValue<DateTimeOffset>());
        Assert.Equal(1, newest["format"]!.GetValue<int>());
        Assert.True(newest["number"]!.GetValue<long>() >= heartbeat["number"]!.GetValue<long>());
        Assert.Equal("2026年第四季度", newest["quarter"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_a_screen_reports_is_on_the_list_and_nonsense_is_refused()
    {
        await using var server = await BoardServer.Start(hall);
        var (id, token) = await hall.PairedScreen("报告");
        await using var screen = await ScreenClient.Connect(server.Hub(token));

        await screen.Call("Seen", new { version = "1.0.0+abc", number = 3, at = "2026-11-19T08:00:05+08:00" });
        await Assert.ThrowsAsync<HubException>(() => screen.Call("Seen", new { version = new string('9', 65), number = 3 }));

        var row = (await new ListScreens(hall.Factory, hall.Clock).Run(hall.Section, default)).Value.Screens.Single(r => r.Id == id);
        Assert.Equal(("1.0.0+abc", 3L, hall.Clock.GetUtcNow()), (row.Version, row.NumberShown, row.LastSeenAt));
    }

    [Fact]
    public async Task A_revoked_screen_is_told_on_whichever_server_it_is_and_gets_in_no_more()
    {
        await using var server = await BoardServer.Start(hall);
        var (id, token) = await hall.PairedScreen("注销");
        await using var screen = await ScreenClient.Connect(server.Hub(token));

        await new RevokeScreen(hall.Factory, hall.Clock).Run(hall.Section, id, default);

        await screen.Heard("Revoked");
        await screen.Ended();
        Assert.Equal(HttpStatusCode.Unauthorized, await Negotiate(server, token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Without_a_valid_token_nobody_gets_in(string token)
    {
        await using var server = await BoardServer.Start(hall);

        Assert.Equal(HttpStatusCode.Unauthorized, await Negotiate(server, token));
    }

    [Fact]
    public async Task An_offer_is_spent_once_its_token_was_used()
    {
        await using var server = await BoardServer.Start(hall);
        var offer = (await (await server.Http.PostAsync(new Uri("/api/screens/pairing", UriKind.Relative), null)).Content.ReadFromJsonAsync<JsonObject>())!;
        var collect = new Uri($"/api/screens/pairing/{offer["pairingId"]}", UriKind.Relative);
        Assert.Equal("waiting", (await server.Http.GetFromJsonAsync<JsonObject>(collect))!["status"]!.GetValue<string>());
        await hall.Pair.Run(hall.Section, new(offer["code"]!.GetValue<string>(), "用过", hall.Main.Id), default);
        var token = (await server.Http.GetFromJsonAsync<JsonObject>(collect))!["token"]!.GetValue<string>();

        await using (var screen = await ScreenClient.Connect(server.Hub(token)))
            await screen.Call("Newest");

        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync(collect)).StatusCode);
    }

    private static async Task<HttpStatusCode> Negotiate(BoardServer server, string token) =>
        (await server.Http.PostAsync(new Uri($"/hub/boards/negotiate?negotiateVersion=1&access_token={token}", UriKind.Relative), null)).StatusCode;

    private static async Task Shown(ScreenClient screen, string name)
    {
        string shown;
        do
            shown = (await screen.Heard("Snapshot"))!["site"]!.GetValue<string>();
        while (shown != name);
    }

    // A server listens soon after it started, not before it serves.
    private async Task CutListening()
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        using var patience = new CancellationTokenSource(Patience.Long);
        for (var cut = false; !cut; await Task.Delay(20, patience.Token))
        {
            cut = (await db.Database.SqlQueryRaw<bool>(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'").ToListAsync(patience.Token)).Contains(true);
        }
    }

    private async Task Rename(BoardServer server, string name)
    {
        await using var db = await server.Get<IDbContextFactory<HallDb>>().CreateDbContextAsync();
        (await db.Sites.FindAsync(hall.Main.Id))!.Name = name;
        await db.SaveChangesAsync();
    }
}
