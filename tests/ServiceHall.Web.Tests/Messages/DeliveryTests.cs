using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Messages.Channels;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Tests.Messages;

/// <summary>Each test has a hall and a receiver of its own: what is due is everybody's.</summary>
public sealed class DeliveryTests : IAsyncLifetime
{
    private readonly ChannelHall _hall = new();

    public Task InitializeAsync() => ((IAsyncLifetime)_hall).InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)_hall).DisposeAsync();

    [Fact]
    public async Task A_receiver_that_fails_twice_has_the_message_at_the_third_attempt_under_the_same_id()
    {
        await _hall.Channel("网关");
        _hall.Receiver.Answers(500, 503);
        await _hall.Tell(_hall.Clerk, "您的请假已批准。", address: "/leave/12");

        Assert.Equal(0, await _hall.Sender().Run(default));
        Assert.Equal(0, await Later(TimeSpan.FromSeconds(59)));
        Assert.Equal(0, await Later(TimeSpan.FromSeconds(1)));
        Assert.Equal(0, await Later(TimeSpan.FromSeconds(299)));
        Assert.Equal(1, await Later(TimeSpan.FromSeconds(1)));

        var received = _hall.Receiver.Received.ToArray();
        var delivery = Assert.Single(await _hall.Deliveries());
        Assert.Equal(3, received.Length);
        Assert.All(received, posted => Assert.Equal(delivery.Id.ToString(CultureInfo.InvariantCulture), posted.Id));
        Assert.Equal((3, null, _hall.Clock.GetUtcNow()), (delivery.Attempts, delivery.NextAt, delivery.DeliveredAt));
        var body = received[2].Body;
        Assert.Equal(["id", "kind", "at", "to", "text", "address"], body.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("leave", "clerk", "您的请假已批准。", "/leave/12"), (Text("kind"), Text("to"), Text("text"), Text("address")));

        string? Text(string name) => body.GetProperty(name).GetString();
    }

    [Fact]
    public async Task After_growing_pauses_up_to_a_day_it_is_given_up_and_the_administrator_sees_why()
    {
        await _hall.Channel("网关");
        _hall.Receiver.Answers([.. Enumerable.Repeat(500, 20)]);
        await _hall.Tell(_hall.Clerk, "一件事");
        await _hall.Sender().Run(default);

        foreach (var pause in SendDeliveries.Pauses)
            await Later(pause);
        await Later(TimeSpan.FromDays(30));

        Assert.Equal(SendDeliveries.Pauses.Count + 1, _hall.Receiver.Received.Count);
        var trouble = Assert.Single((await _hall.List.Run(_hall.Administrator, 1, default)).Value.Troubles);
        Assert.Equal(("clerk", 7, null, "对方回答 500"), (trouble.Number, trouble.Attempts, trouble.NextAt, trouble.Reason));
        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.Equal("1 消息推送失败", (await StartFigures.Read([new ChannelFigures()], db, default)).Single().Figures.Select(figure => $"{figure.Number} {figure.Text}").Single());
    }

    [Fact]
    public async Task What_was_given_up_goes_out_when_the_administrator_says_so()
    {
        await _hall.Channel("网关");
        _hall.Receiver.Answers(500);
        await _hall.Tell(_hall.Clerk, "一件事");
        await _hall.Sender().Run(default);

        Assert.Equal(1, (await _hall.Retry.Run(_hall.Administrator, Assert.Single(await _hall.Deliveries()).Id, default)).Value);

        Assert.Equal(1, await _hall.Sender().Run(default));
        Assert.Equal(0, (await _hall.List.Run(_hall.Administrator, 1, default)).Value.TroublesInAll);
    }

    [Fact]
    public async Task A_wrong_secret_is_noticed_by_the_receiver_and_nothing_is_taken()
    {
        await _hall.Channel("网关", secret: "another-secret-of-16+");
        await _hall.Tell(_hall.Clerk, "一件事");

        Assert.Equal(0, await _hall.Sender().Run(default));

        Assert.Empty(_hall.Receiver.Received);
        Assert.Equal("对方回答 401", Assert.Single(await _hall.Deliveries()).LastError);
    }

    [Fact]
    public void A_changed_body_or_time_or_an_old_one_has_no_good_signature()
    {
        var (body, time) = ("{\"id\":\"1\"}"u8.ToArray(), _hall.Clock.GetUtcNow().ToUnixTimeSeconds());
        var signature = Webhook.Sign(Receiver.Secret, $"{time}", body);

        Assert.True(_hall.Receiver.IsSigned($"{time}", signature, body));
        Assert.False(_hall.Receiver.IsSigned($"{time}", signature, "{\"id\":\"2\"}"u8.ToArray()));
        Assert.False(_hall.Receiver.IsSigned($"{time + 1}", signature, body));
        _hall.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.False(_hall.Receiver.IsSigned($"{time}", signature, body));
    }

    [Fact]
    public void The_documents_example_is_what_the_hall_signs() => Assert.Equal(
        "v1=00d06f5e1fa3d802becf98c418a364972a8eaa669502e17463dfda3d11e24d74",
        Webhook.Sign("a-secret-of-16-or-more", "1795046400", Encoding.UTF8.GetBytes("""{"id":"57"}""")));

    [Fact]
    public async Task A_server_killed_between_sending_and_noting_leaves_it_to_be_sent_again_under_the_same_id()
    {
        await _hall.Channel("网关");
        await _hall.Tell(_hall.Clerk, "一件事");
        using var killed = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _hall.Sender(new DiesAfterSending(_hall.Webhook, killed)).Run(killed.Token));
        Assert.Equal(0, await _hall.Sender().Run(default));

        Assert.Equal(1, await Later(SendDeliveries.Lease));

        Assert.Equal(2, _hall.Receiver.Received.Count);
        Assert.Single(_hall.Receiver.Received.Select(posted => posted.Id).Distinct());
        Assert.NotNull(Assert.Single(await _hall.Deliveries()).DeliveredAt);
    }

    [Fact]
    public async Task Several_servers_send_each_message_once()
    {
        await _hall.Channel("网关");
        for (var i = 0; i < 40; i++)
            await _hall.Tell(_hall.Clerk, $"第 {i} 件事");

        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _hall.Sender().Run(default)));

        Assert.Equal(40, sent.Sum());
        Assert.Equal(40, _hall.Receiver.Received.Select(posted => posted.Id).Distinct().Count());
        Assert.Equal(40, _hall.Receiver.Received.Count);
    }

    [Fact]
    public async Task A_dead_channel_keeps_no_other_one_waiting()
    {
        await _hall.Channel("没有人的", "http://127.0.0.1:9/");
        await _hall.Channel("网关");
        await _hall.Tell(_hall.Clerk, "第一件事");
        await _hall.Tell(_hall.Clerk, "第二件事");

        Assert.Equal(2, await _hall.Sender().Run(default));

        Assert.Contains("对方拒绝连接", (await _hall.Deliveries()).Select(delivery => delivery.LastError));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await _hall.Channel("网关");
        _hall.Receiver.Answers(307);
        await _hall.Tell(_hall.Clerk, "一件事");

        Assert.Equal(0, await _hall.Sender().Run(default));

        Assert.Equal("对方回答 307：要求转到别处，不予跟随", Assert.Single(await _hall.Deliveries()).LastError);
    }

    [Fact]
    public async Task Only_the_chosen_kinds_go_out_and_what_is_rolled_back_never_does()
    {
        await _hall.Channel("网关", kinds: [MessageKind.Cover, MessageKind.Digest]);
        await _hall.Tell(_hall.Clerk, "请假", MessageKind.Leave);
        await _hall.Tell(_hall.Clerk, "顶岗", MessageKind.Cover);
        await using (var db = await _hall.Factory.CreateDbContextAsync())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            Message.Tell(db, _hall.Clock.GetUtcNow(), [_hall.Clerk.StaffId], MessageKind.Cover, "没有发生", "");
            await db.SaveChangesAsync();
        }

        Assert.Equal(1, await _hall.Sender().Run(default));

        Assert.Equal("顶岗", _hall.Receiver.Received.Single().Body.GetProperty("text").GetString());
    }

    private async Task<int> Later(TimeSpan time)
    {
        _hall.Clock.Advance(time);
        return await _hall.Sender().Run(default);
    }

    /// <summary>Sends like the webhook; then the server is gone before it could note anything.</summary>
    private sealed class DiesAfterSending(Webhook webhook, CancellationTokenSource killed) : IChannelType
    {
        public string Code => webhook.Code;

        public string Title => webhook.Title;

        public Refusal? WhyNot(string address) => webhook.WhyNot(address);

        public async Task<string?> Send(string address, string secret, OutgoingMessage message, CancellationToken cancel)
        {
            Assert.Null(await webhook.Send(address, secret, message, cancel));
            await killed.CancelAsync();
            throw new OperationCanceledException(cancel);
        }
    }
}
