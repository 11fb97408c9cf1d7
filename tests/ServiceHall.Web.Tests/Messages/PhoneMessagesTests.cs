using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Messages;

namespace ServiceHall.Web.Tests.Messages;

public sealed class PhoneMessagesTests(WebHall hall) : IClassFixture<WebHall>
{
    private const string Page = "/m/messages";

    [Fact]
    public async Task The_phone_counts_what_is_unread_and_a_press_reads_it_and_goes_where_it_leads()
    {
        using var phone = await hall.SignedIn("PM1", "/m/sign-in");
        var id = await hall.People.Tell(await Known("PM1"), "去看得分", address: "/m/score");
        Assert.Contains("aria-label=\"1 条未读\"", Decoded(await phone.GetStringAsync("/m/account")), StringComparison.Ordinal);

        using var answer = await WebHall.Post(phone, Page, Page, ("_handler", "messages"), ("Read", id.ToString(CultureInfo.InvariantCulture)));

        Assert.Equal((HttpStatusCode.Redirect, "/m/score"), (answer.StatusCode, answer.Headers.Location!.AbsolutePath));
        Assert.DoesNotContain("条未读\"", Decoded(await phone.GetStringAsync(Page)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_persons_message_cannot_be_read_by_its_number()
    {
        using var phone = await hall.SignedIn("PM2", "/m/sign-in");
        var other = await hall.People.Person("PM3");
        var id = await hall.People.Tell(other, "别人的");

        using var answer = await WebHall.Post(phone, Page, Page, ("_handler", "messages"), ("Read", id.ToString(CultureInfo.InvariantCulture)));

        Assert.Contains("没有这条消息", Decoded(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Null(Assert.Single(await hall.People.Told(other)).ReadAt);
    }

    [Fact]
    public async Task All_are_read_with_one_press_and_the_digest_is_switched_off_with_another()
    {
        using var phone = await hall.SignedIn("PM4", "/m/sign-in");
        var person = await Known("PM4");
        await hall.People.Tell(person, "一件事");
        var newest = await hall.People.Tell(person, "又一件事");

        using var read = await WebHall.Post(phone, Page, Page, ("_handler", "messages"), ("AllUpTo", newest.ToString(CultureInfo.InvariantCulture)));
        using var off = await WebHall.Post(phone, Page, Page, ("_handler", "digest"), ("Digest", "off"));

        Assert.All(await hall.People.Told(person), message => Assert.NotNull(message.ReadAt));
        Assert.False((await hall.People.Get<ChooseDigest>().IsOn(person, default)).Value);
        Assert.Contains(">接收今日小结<", Decoded(await phone.GetStringAsync(Page)), StringComparison.Ordinal);
    }

    private static string Decoded(string page) => WebUtility.HtmlDecode(page);

    private async Task<Actor> Known(string number)
    {
        await using var db = await hall.People.Factory.CreateDbContextAsync();
        return new Actor((await db.Staff.SingleAsync(staff => staff.Number == number)).Id, "192.0.2.1");
    }
}
