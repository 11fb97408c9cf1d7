using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Boards;

namespace ServiceHall.Web.Tests.Boards;

public sealed class PairingTests(BoardTestHall hall) : IClassFixture<BoardTestHall>
{
    [Fact]
    public async Task A_screen_waits_until_the_section_has_entered_its_code_and_then_gets_a_token()
    {
        var offer = await Offered();
        Assert.Equal("waiting", (await hall.Collect.Run(offer.PairingId, default)).Value.Status);

        var paired = await hall.Pair.Run(hall.Section, new($"{offer.Code[..3]} {offer.Code[3..]}", "一楼东侧", hall.Main.Id), default);

        Assert.Null(paired.Refusal);
        var collected = (await hall.Collect.Run(offer.PairingId, default)).Value;
        Assert.Equal(("paired", 64), (collected.Status, collected.Token!.Length));
    }

    [Fact]
    public async Task The_code_has_six_digits_and_a_picture_that_comes_along()
    {
        var offer = await Offered();

        Assert.Matches("^[0-9]{6}$", offer.Code);
        Assert.StartsWith("data:image/svg+xml;base64,", offer.Qr, StringComparison.Ordinal);
        Assert.Contains("<svg", Encoding.UTF8.GetString(Convert.FromBase64String(offer.Qr.Split(',')[1])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_lost_on_the_way_is_replaced_until_one_was_used()
    {
        var offer = await Offered();
        await hall.Pair.Run(hall.Section, new(offer.Code, "二楼", hall.Main.Id), default);
        var first = (await hall.Collect.Run(offer.PairingId, default)).Value.Token!;
        var second = (await hall.Collect.Run(offer.PairingId, default)).Value.Token!;

        await using var db = await hall.Factory.CreateDbContextAsync();
        Assert.False(await db.Set<Screen>().AnyAsync(screen => screen.TokenHash == ScreenToken.Hash(first)));
        Assert.True(await db.Set<Screen>().AnyAsync(screen => screen.TokenHash == ScreenToken.Hash(second)));
        await db.Set<Screen>().Where(screen => screen.Name == "二楼").ExecuteUpdateAsync(s => s.SetProperty(x => x.TokenUsedAt, hall.Clock.GetUtcNow()));
        Assert.Equal(RefusalKind.NotFound, (await hall.Collect.Run(offer.PairingId, default)).Refusal?.Kind);
    }

    [Fact]
    public async Task Neither_token_nor_secret_is_stored()
    {
        var offer = await Offered();
        await hall.Pair.Run(hall.Section, new(offer.Code, "三楼", hall.Main.Id), default);
        var token = (await hall.Collect.Run(offer.PairingId, default)).Value.Token!;

        await using var db = await hall.Factory.CreateDbContextAsync();
        Assert.False(await db.Set<Screen>().AnyAsync(screen => screen.TokenHash == token));
        Assert.False(await db.Set<ScreenPairing>().AnyAsync(pairing => pairing.SecretHash == offer.PairingId));
    }

    [Fact]
    public async Task A_code_pairs_one_screen_even_when_two_people_enter_it_at_once()
    {
        var offer = await Offered();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i =>
            hall.Pair.Run(hall.Section, new(offer.Code, $"同时{i}", hall.Main.Id), default)));

        Assert.Single(answers, answer => answer.Refusal is null);
    }

    [Fact]
    public async Task After_ten_minutes_a_code_is_refused_and_its_screen_must_ask_anew()
    {
        var offer = await Offered();
        hall.Clock.Advance(OfferPairing.Lifetime);

        var refused = await hall.Pair.Run(hall.Section, new(offer.Code, "过期", hall.Main.Id), default);

        Assert.Contains("已过期", refused.Refusal!.Text, StringComparison.Ordinal);
        Assert.Equal(RefusalKind.NotFound, (await hall.Collect.Run(offer.PairingId, default)).Refusal?.Kind);
    }

    [Theory]
    [InlineData("000000x", "大厅", "配对码不正确")]
    [InlineData("", "大厅", "配对码不正确")]
    [InlineData("123456", "", "屏幕名称")]
    public async Task What_is_wrong_with_an_entry_is_said(string code, string name, string said)
    {
        var refused = await hall.Pair.Run(hall.Section, new(code, name, hall.Main.Id), default);

        Assert.Contains(said, refused.Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_screens_cannot_have_one_name()
    {
        await hall.PairedScreen("重名");
        var offer = await Offered();

        var refused = await hall.Pair.Run(hall.Section, new(offer.Code, "重名", hall.Main.Id), default);

        Assert.Contains("重名", refused.Refusal!.Text, StringComparison.Ordinal);
        Assert.Null((await hall.Pair.Run(hall.Section, new(offer.Code, "不重名", hall.Main.Id), default)).Refusal);
    }

    [Fact]
    public async Task Only_the_section_pairs_revokes_and_sees_screens_and_an_attempt_is_on_record()
    {
        var (id, _) = await hall.PairedScreen("受保护");
        var leader = await hall.Person("hall-leader", HallRole.HallLeader);

        var pair = await hall.Pair.Run(leader, new("123456", "大厅", hall.Main.Id), default);
        var revoke = await new RevokeScreen(hall.Factory, hall.Clock).Run(leader, id, default);
        var list = await new ListScreens(hall.Factory, hall.Clock).Run(leader, default);

        Assert.All([pair.Refusal, revoke.Refusal, list.Refusal], refusal => Assert.Equal(RefusalKind.NotAllowed, refusal!.Kind));
        var attempts = (await hall.AuditRecords()).Where(record => record.ActorId == leader.StaffId);
        Assert.Equal(["boards.pair", "boards.revoke", "boards.screens"], attempts.Select(record => record.Action));
    }

    [Fact]
    public async Task One_address_cannot_ask_without_end()
    {
        var hasRefused = false;
        for (var i = 0; i < 25 && !hasRefused; i++)
            hasRefused = (await hall.Offer.Run("198.51.100.1", BoardTestHall.DeskPage, default)).Refusal is not null;

        Assert.True(hasRefused);
        Assert.Null((await hall.Offer.Run("198.51.100.2", BoardTestHall.DeskPage, default)).Refusal);
    }

    [Fact]
    public async Task The_list_tells_a_silent_screen_from_one_that_lags_behind()
    {
        await hall.BuildNow();
        var (id, _) = await hall.PairedScreen("生命");
        Assert.Equal(ListScreens.Life.New, (await Row(id)).Life);

        await Report(id, number: 0);
        Assert.Equal(ListScreens.Life.Behind, (await Row(id)).Life);
        await Report(id, (await Row(id)).Newest);
        Assert.Equal(ListScreens.Life.Alive, (await Row(id)).Life);
        hall.Clock.Advance(TimeSpan.FromSeconds(46));
        Assert.Equal(ListScreens.Life.Silent, (await Row(id)).Life);
    }

    private async Task<OfferPairing.Offer> Offered() => (await hall.Offer.Run($"192.0.2.{Random.Shared.Next(20, 250)}", BoardTestHall.DeskPage, default)).Value;

    private async Task<ListScreens.Row> Row(int id) =>
        (await new ListScreens(hall.Factory, hall.Clock).Run(hall.Section, default)).Value.Screens.Single(row => row.Id == id);

    private async Task Report(int id, long number)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        await db.Set<Screen>().Where(screen => screen.Id == id).ExecuteUpdateAsync(screen => screen
            .SetProperty(s => s.LastSeenAt, hall.Clock.GetUtcNow()).SetProperty(s => s.NumberShown, number));
    }
}
