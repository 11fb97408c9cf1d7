using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Messages.Channels;

namespace ServiceHall.Web.Tests.Messages;

public sealed class ChannelTests(ChannelHall hall) : IClassFixture<ChannelHall>
{
    private static readonly MessageKind[] Kinds = [MessageKind.Leave];

    [Fact]
    public async Task Only_the_system_administrator_says_where_messages_go()
    {
        var section = await hall.Person("section-channel", HallRole.SectionHead);

        Assert.Equal(RefusalKind.NotAllowed, (await hall.Edit.Save(section, New("没有权限"), default)).Refusal?.Kind);
        Assert.Equal(RefusalKind.NotAllowed, (await hall.List.Run(section, 1, default)).Refusal?.Kind);
        Assert.Equal(RefusalKind.NotAllowed, (await hall.Retry.Run(section, null, default)).Refusal?.Kind);
        Assert.Equal(RefusalKind.NotAllowed, (await hall.Test.Run(section, 1, default)).Refusal?.Kind);
    }

    [Theory]
    [InlineData("http://example.gov.cn/hook", "只能是 https")]
    [InlineData("ftp://example.gov.cn/hook", "只能是 https")]
    [InlineData("https://user:secret@example.gov.cn/", "不含用户名")]
    [InlineData("https://example.gov.cn/#part", "不含用户名")]
    [InlineData("/hook", "地址")]
    public async Task An_address_is_https_and_nothing_more(string address, string said)
    {
        var refused = await hall.Edit.Save(hall.Administrator, New("地址") with { Address = address }, default);

        Assert.Contains(said, refused.Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task This_machine_is_no_address_unless_the_server_was_told_so()
    {
        using var strict = new Webhook(hall.Clock, new ConfigurationBuilder().Build());
        var edit = new EditChannels(hall.Factory, hall.Clock, hall.Get<ChannelSecret>(), [strict]);

        var refused = await edit.Save(hall.Administrator, New("本机"), default);

        Assert.Contains("Hall__Channels__AllowLoopback", refused.Refusal!.Text, StringComparison.Ordinal);
        Assert.Equal("地址不再允许", await strict.Send(hall.Receiver.Address, Receiver.Secret, new("1", "test", hall.Clock.GetUtcNow(), "1", "", ""), default));
    }

    [Fact]
    public async Task A_channel_that_two_remove_in_the_same_second_is_gone_once()
    {
        for (var round = 0; round < 4; round++)
        {
            var id = (await hall.Edit.Save(hall.Administrator, New($"两人删除 {round}"), default)).Value;

            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => hall.Edit.Remove(hall.Administrator, id, default)));

            Assert.Single(answers, answer => answer.Refusal is null);
            Assert.All(answers, answer => Assert.True(answer.Refusal is null or { Kind: RefusalKind.Conflict or RefusalKind.NotFound }));
        }
    }

    [Theory]
    [InlineData("short")]
    [InlineData("with a space in it")]
    [InlineData("密钥密钥密钥密钥密钥密钥密钥密钥")]
    public async Task A_secret_is_long_and_the_same_bytes_everywhere(string secret)
    {
        var refused = await hall.Edit.Save(hall.Administrator, New("密钥") with { Secret = secret }, default);

        Assert.Contains("16 至 200 个可见的英文字符", refused.Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_stored_protected_kept_when_nothing_new_is_typed_and_never_told()
    {
        var id = (await hall.Edit.Save(hall.Administrator, New("保密"), default)).Value;
        var stored = await Stored(id);
        Assert.DoesNotContain(Receiver.Secret, stored.Secret, StringComparison.Ordinal);

        Assert.Null((await hall.Edit.Save(hall.Administrator, New("保密二") with { Id = id, Secret = "", Version = stored.Version }, default)).Refusal);

        Assert.Equal(Receiver.Secret, hall.Get<ChannelSecret>().Reveal((await Stored(id)).Secret));
        Assert.DoesNotContain(await hall.AuditRecords(), record => record.Detail.Contains(Receiver.Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_saves_what_another_changed_meanwhile_is_told()
    {
        var id = (await hall.Edit.Save(hall.Administrator, New("两人"), default)).Value;
        var version = (await Stored(id)).Version;
        await hall.Edit.Save(hall.Administrator, New("两人改") with { Id = id, Version = version }, default);

        var second = await hall.Edit.Save(hall.Administrator, New("两人又改") with { Id = id, Version = version }, default);

        Assert.Equal(RefusalKind.Conflict, second.Refusal?.Kind);
    }

    [Fact]
    public async Task A_test_goes_out_at_once_and_says_what_came_of_it()
    {
        var id = await hall.Channel("测试");
        Assert.Null((await hall.Test.Run(hall.Administrator, id, default)).Refusal);
        Assert.Equal("test", hall.Receiver.Received.Last().Body.GetProperty("kind").GetString());

        hall.Receiver.Answers(404);

        Assert.Contains("对方回答 404", (await hall.Test.Run(hall.Administrator, id, default)).Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains(await hall.AuditRecords(), record => record.Action == "channels.test");
    }

    [Fact]
    public async Task What_waits_for_a_channel_that_is_switched_off_waits_and_goes_with_a_removed_one()
    {
        var id = await hall.Channel("停用", kinds: [MessageKind.Score]);
        await hall.Tell(hall.Clerk, "停用前", MessageKind.Score);
        var off = New("停用") with { Id = id, Kinds = [MessageKind.Score], IsOn = false, Version = (await Stored(id)).Version };
        Assert.Null((await hall.Edit.Save(hall.Administrator, off, default)).Refusal);
        await hall.Tell(hall.Clerk, "停用后", MessageKind.Score);

        await hall.Sender().Run(default);

        var waiting = Assert.Single(await hall.Deliveries(), delivery => delivery.ChannelId == id);
        Assert.Equal((0, null), (waiting.Attempts, waiting.DeliveredAt));
        await hall.Edit.Remove(hall.Administrator, id, default);
        Assert.DoesNotContain(await hall.Deliveries(), delivery => delivery.ChannelId == id);
    }

    private EditChannels.Request New(string name) => new(0, "webhook", name, hall.Receiver.Address, Receiver.Secret, Kinds, true, 0);

    private async Task<MessageChannel> Stored(int id)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.Set<MessageChannel>().AsNoTracking().SingleAsync(channel => channel.Id == id);
    }
}
