using ServiceHall.Web.Accounts;
using ServiceHall.Web.Messages;

namespace ServiceHall.Web.Tests.Messages;

public sealed class MessagesTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public async Task Everybody_reads_their_own_messages_and_nobody_elses()
    {
        var (one, other) = (await hall.Person("M1"), await hall.Person("M2"));
        await hall.Tell(one, "给第一个人");
        var foreign = await hall.Tell(other, "给第二个人");

        Assert.Equal(["给第一个人"], (await List(one, new(null, false, 1))).Rows.Select(message => message.Text));
        Assert.Equal(RefusalKind.NotFound, (await hall.Get<MarkRead>().One(one, foreign, default)).Refusal?.Kind);
        await hall.Get<MarkRead>().All(one, long.MaxValue, default);
        Assert.Null(Assert.Single(await hall.Told(other)).ReadAt);
    }

    [Fact]
    public async Task Messages_are_found_by_kind_and_by_what_is_unread_page_by_page()
    {
        var person = await hall.Person("M3");
        for (var i = 1; i <= 25; i++)
            await hall.Tell(person, $"请假 {i}");
        var cover = await hall.Tell(person, "请您顶岗", MessageKind.Cover);
        await hall.Get<MarkRead>().One(person, cover, default);

        var first = await List(person, new(MessageKind.Leave, true, 1));
        var second = await List(person, new(MessageKind.Leave, true, 2));

        Assert.Equal((25, 25), (first.Total, first.Unread));
        Assert.Equal((ListMessages.PageSize, "请假 25"), (first.Rows.Count, first.Rows[0].Text));
        Assert.Equal(["请假 5", "请假 4", "请假 3", "请假 2", "请假 1"], second.Rows.Select(message => message.Text));
        Assert.Equal(cover, Assert.Single((await List(person, new(MessageKind.Cover, false, 1))).Rows).Id);
        Assert.Empty((await List(person, new(MessageKind.Cover, true, 1))).Rows);
    }

    [Fact]
    public async Task What_came_after_the_reader_looked_stays_unread()
    {
        var person = await hall.Person("M4");
        await hall.Tell(person, "看到的");
        var seen = (await List(person, new(null, false, 1))).Newest;
        await hall.Tell(person, "刚来的");

        Assert.Equal(1, (await hall.Get<MarkRead>().All(person, seen, default)).Value);

        Assert.Equal(["刚来的"], (await List(person, new(null, true, 1))).Rows.Select(message => message.Text));
    }

    [Fact]
    public async Task A_message_expires_after_a_year_and_not_before()
    {
        var person = await hall.Person("M5");
        await hall.Tell(person, "一年零一天前", at: hall.Clock.GetUtcNow().AddYears(-1).AddDays(-1));
        await hall.Tell(person, "一年前", at: hall.Clock.GetUtcNow().AddYears(-1));

        await hall.Expire("messages");

        Assert.Equal(["一年前"], (await hall.Told(person)).Select(message => message.Text));
    }

    [Theory]
    [InlineData("/desk/account", "/desk/account", null)]
    [InlineData("/m/score", null, "/m/score")]
    [InlineData("/account", "/desk/account", "/m/account")]
    [InlineData("/findings/12?from=3", "/desk/findings/12?from=3", null)]
    [InlineData("/enrol", "/desk/enrol", "/m/enrol")]
    [InlineData("/nowhere", null, null)]
    [InlineData("", null, null)]
    public void An_address_leads_to_the_face_that_it_is_read_on_as_far_as_that_has_the_page(string address, string? desk, string? phone)
    {
        Assert.Equal(desk, MessageAddress.On(Face.Desk, address));
        Assert.Equal(phone, MessageAddress.On(Face.Phone, address));
    }

    [Fact]
    public void What_is_done_on_the_other_face_says_so()
    {
        Assert.Equal("请在手机上办理", MessageAddress.Elsewhere(Face.Desk, "/m/score"));
        Assert.Equal("请在电脑上办理", MessageAddress.Elsewhere(Face.Phone, "/desk/findings/12"));
        Assert.Null(MessageAddress.Elsewhere(Face.Phone, "/m/score"));
        Assert.Null(MessageAddress.Elsewhere(Face.Phone, ""));
    }

    [Theory]
    [InlineData("M61", "https://elsewhere.example/")]
    [InlineData("M62", "//elsewhere.example/")]
    [InlineData("M63", "/\\elsewhere.example/")]
    public async Task No_message_leads_out_of_the_hall(string number, string address)
    {
        var person = await hall.Person(number);

        await Assert.ThrowsAsync<ArgumentException>(() => hall.Tell(person, "点这里", address: address));
    }

    private async Task<ListMessages.Found> List(Actor actor, ListMessages.Request request) =>
        (await hall.Get<ListMessages>().Run(actor, request, default)).Value;
}
