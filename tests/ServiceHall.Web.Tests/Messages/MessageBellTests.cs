using System.Globalization;
using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Messages;

public sealed class MessageBellTests(TestHall hall) : IClassFixture<TestHall>
{
    // Without any news a server looks every 15 s.
    private static readonly TimeSpan BeforeItLooksAnyway = TimeSpan.FromSeconds(12);

    [Fact]
    public async Task The_bell_shows_no_number_where_nothing_is_unread()
    {
        await using var desk = Desk(await hall.Person("B1"));

        var bell = desk.Render<MessageBell>();

        bell.WaitForAssertion(() => Assert.Equal("消息，没有未读", bell.Find(".ring").GetAttribute("aria-label")));
        Assert.Empty(bell.FindAll(".count"));
        await bell.Find(".ring").ClickAsync(new());
        bell.WaitForAssertion(() => Assert.Contains("还没有消息", bell.Find(".newest").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_number_follows_each_commit_without_a_press()
    {
        var person = await hall.Person("B2");
        await using var desk = Desk(person);
        var bell = desk.Render<MessageBell>();
        using var news = ActivatorUtilities.CreateInstance<MessageNews>(hall.Services);
        await news.StartAsync(default);
        try
        {
            // The second is told once the news goes round: the first may have been found by the look at its beginning.
            foreach (var number in new[] { "1", "2" })
            {
                await hall.Tell(person, "一件事");
                bell.WaitForAssertion(() => Assert.Equal(number, bell.Find(".count").TextContent), BeforeItLooksAnyway);
            }
        }
        finally
        {
            await news.StopAsync(default);
        }
    }

    [Fact]
    public async Task More_than_99_are_99_and_more_and_all_can_be_read_with_one_press()
    {
        var person = await hall.Person("B3");
        await using (var db = await hall.Factory.CreateDbContextAsync())
        {
            for (var i = 0; i < 120; i++)
                Message.Tell(db, hall.Clock.GetUtcNow(), [person.StaffId], MessageKind.Presence, $"第 {i} 件事", "");
            await db.SaveChangesAsync();
        }

        await using var desk = Desk(person);
        var bell = desk.Render<MessageBell>();
        bell.WaitForAssertion(() => Assert.Equal("99+", bell.Find(".count").TextContent));
        await bell.Find(".ring").ClickAsync(new());
        bell.WaitForAssertion(() => Assert.Equal(8, bell.FindAll("li.unread").Count));

        await bell.Find("header .link").ClickAsync(new());

        bell.WaitForAssertion(() => Assert.Empty(bell.FindAll("li.unread, .count")));
    }

    [Fact]
    public async Task A_press_on_a_message_marks_it_read_and_goes_where_it_leads()
    {
        var person = await hall.Person("B4");
        await hall.Tell(person, "去看帐号", address: "/account");
        await hall.Tell(person, "在手机上看得分", address: "/m/score");
        await using var desk = Desk(person);
        var bell = desk.Render<MessageBell>();
        await bell.Find(".ring").ClickAsync(new());
        bell.WaitForAssertion(() => Assert.Equal(2, bell.FindAll("li.unread").Count));
        Assert.Contains("请在手机上办理", bell.FindAll("li")[0].TextContent, StringComparison.Ordinal);

        await bell.FindAll("li button")[1].ClickAsync(new());

        bell.WaitForAssertion(() => Assert.EndsWith("/desk/account", desk.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        Assert.Equal([true, false], (await hall.Told(person)).Select(message => message.ReadAt is not null));
        Assert.Empty(bell.FindAll(".newest"));
    }

    private BunitContext Desk(Actor actor)
    {
        var desk = new BunitContext();
        desk.Services.AddSingleton<TimeProvider>(hall.Clock).AddSingleton(hall.Factory).AddSingleton<Commits>()
            .AddSingleton(hall.Get<UnreadCounts>()).AddSingleton<ListMessages>().AddSingleton<MarkRead>();
        desk.AddAuthorization().SetAuthorized("somebody")
            .SetClaims(new Claim(ClaimTypes.NameIdentifier, actor.StaffId.ToString(CultureInfo.InvariantCulture)));
        return desk;
    }
}
