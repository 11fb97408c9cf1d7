using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Messages;

public sealed class UnreadCountsTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public async Task A_bell_on_another_server_rings_after_the_commit_and_falls_silent_when_all_is_read()
    {
        var person = await hall.Person("U1");
        await using var here = await Server.Start(hall);
        await using var there = await Server.Start(hall);
        var rings = Channel.CreateUnbounded<Unread>();
        using var bell = await there.Get<UnreadCounts>().Follow(person.StaffId, unread => rings.Writer.TryWrite(unread), default);
        Assert.Equal(0, (await Next(rings)).Count);

        await using (var db = await here.Get<IDbContextFactory<HallDb>>().CreateDbContextAsync())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            Message.Tell(db, hall.Clock.GetUtcNow(), [person.StaffId], MessageKind.Cover, "请您顶岗", "/cover");
            await db.SaveChangesAsync();
            Assert.False(rings.Reader.TryRead(out _));
            await transaction.CommitAsync();
        }

        var rung = await Next(rings);
        Assert.Equal(1, rung.Count);
        await here.Get<MarkRead>().All(person, rung.Newest, default);
        Assert.Equal(0, (await Next(rings)).Count);
    }

    [Fact]
    public async Task One_persons_message_rings_nobody_elses_bell()
    {
        var (one, other) = (await hall.Person("U2"), await hall.Person("U3"));
        var counts = hall.Get<UnreadCounts>();
        List<int> ones = [], others = [];
        using var mine = await counts.Follow(one.StaffId, unread => ones.Add(unread.Count), default);
        using (await counts.Follow(other.StaffId, unread => others.Add(unread.Count), default))
        {
            await hall.Tell(one, "给第一个人");
            await counts.Refresh(default);
        }

        await hall.Tell(other, "铃已不在");
        await counts.Refresh(default);

        Assert.Equal([0, 1], ones);
        Assert.Equal([0], others);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "1")]
    [InlineData(99, "99")]
    [InlineData(100, "99+")]
    public void A_badge_has_room_for_two_digits(int count, string badge) => Assert.Equal(badge, new Unread(count, 1).Badge);

    private static async Task<Unread> Next(Channel<Unread> rings) => await rings.Reader.ReadAsync().AsTask().WaitAsync(Patience.Long);

    /// <summary>One server's messages, with its own way to the database.</summary>
    private sealed class Server(ServiceProvider services, MessageNews news) : IAsyncDisposable
    {
        public T Get<T>()
            where T : notnull => services.GetRequiredService<T>();

        public static async Task<Server> Start(TestHall hall)
        {
            var services = new ServiceCollection().AddLogging().AddHallDatabase(hall.Connections).AddHallKeys(TestKeys.Certificates).AddSingleton<TimeProvider>(hall.Clock)
                .AddAccounts().AddMessages().BuildServiceProvider();
            var news = ActivatorUtilities.CreateInstance<MessageNews>(services);
            await news.StartAsync(default);
            return new Server(services, news);
        }

        public async ValueTask DisposeAsync()
        {
            await news.StopAsync(default);
            news.Dispose();
            await services.DisposeAsync();
        }
    }
}
