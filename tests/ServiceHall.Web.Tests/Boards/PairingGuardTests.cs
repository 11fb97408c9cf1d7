using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Boards;
using ServiceHall.Web.Boards.Pairing;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Tests.Boards;

/// <summary>What asks to be paired is seen before it is, and nobody keeps others from asking.</summary>
public sealed class PairingGuardTests(BoardTestHall hall) : IClassFixture<BoardTestHall>
{
    private LookAtOffer Look => new(hall.Factory, hall.Clock);

    [Fact]
    public async Task The_section_sees_what_asks_and_from_where_before_it_pairs()
    {
        var offer = (await hall.Offer.Run("198.51.100.40", BoardTestHall.DeskPage, default, ScreenKind.Terminal)).Value;

        var seen = (await Look.Run(hall.Section, $"{offer.Code[..3]} {offer.Code[3..]}", default)).Value;

        Assert.Equal((ScreenKind.Terminal, "198.51.100.40"), (seen.Kind, seen.Address));
        Assert.Null((await hall.Pair.Run(hall.Section, new(offer.Code, "看过再配", hall.Main.Id, seen.OfferId), default)).Refusal);
    }

    [Fact]
    public async Task What_was_not_seen_is_not_paired()
    {
        var seen = (await Look.Run(hall.Section, (await Offered("198.51.100.41")).Code, default)).Value;
        var other = await Offered("198.51.100.42");

        var refused = await hall.Pair.Run(hall.Section, new(other.Code, "另一块", hall.Main.Id, seen.OfferId), default);

        Assert.Equal(RefusalKind.Conflict, refused.Refusal!.Kind);
    }

    [Fact]
    public async Task Whoever_pairs_nothing_sees_nothing_of_what_asks()
    {
        var clerk = await hall.Person("pairing-clerk");
        var offer = await Offered("198.51.100.43");

        Assert.Equal(RefusalKind.NotAllowed, (await Look.Run(clerk, offer.Code, default)).Refusal!.Kind);
        Assert.Equal(await Text(clerk, offer.Code), await Text(clerk, "000000"));
    }

    [Fact]
    public async Task A_kind_that_does_not_exist_is_refused()
    {
        var refused = await hall.Offer.Run("198.51.100.44", BoardTestHall.DeskPage, default, (ScreenKind)99);

        Assert.Contains("没有这种屏幕", refused.Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offers_that_nobody_took_give_way_to_a_new_one_after_a_minute()
    {
        const string Address = "198.51.100.45";
        var first = await Offered(Address);
        for (var others = 1; others < 20; others++)
            await Offered(Address);
        Assert.Equal(RefusalKind.TooMany, (await hall.Offer.Run(Address, BoardTestHall.DeskPage, default)).Refusal!.Kind);

        hall.Clock.Advance(OfferPairing.Stands);
        var later = await Offered(Address);

        Assert.Equal(RefusalKind.NotFound, (await Look.Run(hall.Section, first.Code, default)).Refusal!.Kind);
        Assert.Null((await Look.Run(hall.Section, later.Code, default)).Refusal);
        await using var db = await hall.Factory.CreateDbContextAsync();
        Assert.Equal(20, await db.Set<ScreenPairing>().CountAsync(offer => offer.Address == Address));
    }

    [Fact]
    public async Task Addresses_that_ask_without_end_take_no_screens_code_and_shut_none_out()
    {
        var screen = await Offered("198.51.100.46");
        await using var db = await hall.Factory.CreateDbContextAsync();
        var now = hall.Clock.GetUtcNow();
        for (var number = await db.Set<ScreenPairing>().CountAsync(); number < 500; number++)
        {
            db.Add(new ScreenPairing
            {
                SecretHash = $"{number}", Code = $"A{number}", Address = $"203.0.113.{number / 20}", OfferedAt = now, ExpiresAt = now + OfferPairing.Lifetime,
            });
        }

        await db.SaveChangesAsync();

        // At once, though none of theirs has stood for its minute; and later, when all of them have.
        Assert.Null((await hall.Offer.Run("198.51.100.47", BoardTestHall.DeskPage, default)).Refusal);
        hall.Clock.Advance(OfferPairing.Stands);
        Assert.Null((await hall.Offer.Run("203.0.113.200", BoardTestHall.DeskPage, default)).Refusal);
        Assert.Null((await Look.Run(hall.Section, screen.Code, default)).Refusal);
        Assert.Equal(500, await db.Set<ScreenPairing>().CountAsync());
        await db.Set<ScreenPairing>().Where(offer => offer.Address.StartsWith("203.0.113.")).ExecuteDeleteAsync();
    }

    [Fact]
    public async Task A_subscribers_many_addresses_are_one_network()
    {
        for (var number = 0; number < 20; number++)
            await Offered($"2001:db8:0:1::{number:x}");

        Assert.Equal(RefusalKind.TooMany, (await hall.Offer.Run("2001:db8:0:1::ffff", BoardTestHall.DeskPage, default)).Refusal!.Kind);
        await Offered("2001:db8:0:2::1");
    }

    private async Task<string> Text(Actor actor, string code) => (await Look.Run(actor, code, default)).Refusal!.Text;

    private async Task<OfferPairing.Offer> Offered(string address) => (await hall.Offer.Run(address, BoardTestHall.DeskPage, default)).Value;
}

public sealed class ScreenTokenTests(WebHall hall) : IClassFixture<WebHall>
{
    [Fact]
    public async Task A_token_counts_in_an_address_only_where_screens_connect()
    {
        var site = new Site { Code = "S1", Name = "大厅", Latitude = 45.6, Longitude = 122.8, RadiusMetres = 150 };
        await using (var db = await hall.People.Factory.CreateDbContextAsync())
        {
            db.Add(site);
            await db.SaveChangesAsync();
        }

        var board = await Token(ScreenKind.Board, site.Id);
        var code = await Token(ScreenKind.Code, site.Id);
        using var browser = hall.Browser();

        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync($"/hub/boards/negotiate?negotiateVersion=1&access_token={board}", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync($"/api/screens/code?access_token={code}")).StatusCode);
    }

    [Fact]
    public async Task A_kind_by_number_is_400_in_a_sentence()
    {
        using var answer = await hall.Browser().PostAsync("/api/screens/pairing?kind=99", null);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("没有这种屏幕", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private async Task<string> Token(ScreenKind kind, int siteId)
    {
        var people = hall.People;
        var offer = (await new OfferPairing(people.Factory, people.Clock).Run("192.0.2.9", BoardTestHall.DeskPage, default, kind)).Value;
        await new PairScreen(people.Factory, people.Clock).Run(Actor.Hall, new(offer.Code, $"屏幕{kind}", siteId), default);
        return (await new CollectToken(people.Factory, people.Clock).Run(offer.PairingId, default)).Value.Token!;
    }
}
