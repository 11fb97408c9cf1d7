using ServiceHall.Rules.Inspection;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Schedules;
using ServiceHall.Web.Tests.Attendance;
using ServiceHall.Web.Tests.Leave;

namespace ServiceHall.Web.Tests.Messages;

/// <summary>Each test has a hall of its own: the digest is about everybody.</summary>
public sealed class DigestTests : IAsyncLifetime
{
    private readonly PunchingHall _hall = new();

    private DayEnd Evening => new(_hall.Factory, _hall.Clock, _hall.Get<HallDays>(), _hall.Get<TellDigest>());

    public Task InitializeAsync() => _hall.InitializeAsync();

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task At_the_days_end_each_person_is_told_once_what_waits_what_is_unread_and_what_the_day_brought()
    {
        var (section, clerk, nobody) = (await _hall.Person("DG1", HallRole.Section), await _hall.Clerk("DG2"), await _hall.Clerk("DG3"));
        await Log(section, clerk);
        await _hall.Tell(clerk, "昨天的", MessageKind.Leave, at: _hall.Clock.GetUtcNow().AddDays(-1));
        var read = await _hall.Tell(clerk, "今天看过的", MessageKind.Cover);
        await _hall.Get<MarkRead>().One(clerk, read, default);
        _hall.At("2026-11-19 18:00:00");

        await Evening.Run(default);
        await Evening.Run(default);

        Assert.Equal("11 月 19 日小结 · 未读消息 1 条（请假 1）；今天收到 1 条（顶岗 1）。", Digest(await _hall.Told(clerk)));
        Assert.StartsWith("11 月 19 日小结 · 等您办理：1 问题待查实", Digest(await _hall.Told(section)), StringComparison.Ordinal);
        Assert.Empty(await _hall.Told(nobody));
    }

    [Fact]
    public async Task The_signatures_and_covers_that_wait_for_somebody_are_in_theirs()
    {
        var (leader, clerk, cover) = (await _hall.Clerk("DG10"), await _hall.Clerk("DG11"), await _hall.Clerk("DG12"));
        await _hall.Sql($"UPDATE posting SET role = 'Leader' WHERE staff_id = {leader.StaffId}");
        _hall.At("2026-11-19 09:00:00");
        foreach (var (day, answers) in new[] { (24, true), (25, true), (26, false) })
        {
            var id = (await _hall.Get<SubmitLeave>().Run(clerk, AskingHall.Form($"2026-11-{day} 08:30", $"2026-11-{day} 11:30", cover), null, default)).Value;
            if (answers)
                _ = (await _hall.Get<AnswerCover>().Accept(cover, id, default)).Value;
        }

        _hall.At("2026-11-19 18:00:00");
        await Evening.Run(default);

        Assert.StartsWith("11 月 19 日小结 · 等您办理：2 请假待您签批；", Digest(await _hall.Told(leader)), StringComparison.Ordinal);
        Assert.StartsWith("11 月 19 日小结 · 等您办理：1 顶岗待您答复；", Digest(await _hall.Told(cover)), StringComparison.Ordinal);
        Assert.DoesNotContain("等您办理", Digest(await _hall.Told(clerk)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_servers_at_once_tell_it_once()
    {
        var clerk = await _hall.Clerk("DG4");
        await _hall.Tell(clerk, "一件事");
        _hall.At("2026-11-19 18:00:00");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Evening.Run(default)));

        Digest(await _hall.Told(clerk));
    }

    [Theory]
    [InlineData("2026-11-19 17:59:00", 0)]
    [InlineData("2026-11-19 18:00:00", 1)]
    [InlineData("2026-11-21 18:00:00", 0)]
    public async Task It_comes_an_hour_after_a_workdays_end_and_on_no_other_day(string time, int told)
    {
        await _hall.Tell(await _hall.Clerk("DG5"), "一件事");
        _hall.At(time);

        Assert.Equal(told, await Evening.Run(default));
    }

    [Fact]
    public async Task The_next_digest_replaces_one_that_nobody_read()
    {
        var clerk = await _hall.Clerk("DG6");
        await _hall.Tell(clerk, "一件事");
        _hall.At("2026-11-19 18:00:00");
        await Evening.Run(default);
        _hall.At("2026-11-20 18:00:00");

        await Evening.Run(default);

        var digests = (await _hall.Told(clerk)).Where(message => message.Kind == MessageKind.Digest).ToList();
        Assert.Equal([true, false], digests.Select(digest => digest.ReadAt is not null));
        Assert.Equal("11 月 20 日小结 · 未读消息 1 条（请假 1）。", digests[1].Text);
    }

    [Fact]
    public async Task Whoever_switched_it_off_is_told_none_until_they_switch_it_on_again()
    {
        var clerk = await _hall.Clerk("DG7");
        await _hall.Tell(clerk, "一件事");
        await _hall.Get<ChooseDigest>().Run(clerk, on: false, default);
        await _hall.Get<ChooseDigest>().Run(clerk, on: false, default);
        _hall.At("2026-11-19 18:00:00");
        Assert.Equal(0, await Evening.Run(default));
        Assert.False((await _hall.Get<ChooseDigest>().IsOn(clerk, default)).Value);

        await _hall.Get<ChooseDigest>().Run(clerk, on: true, default);
        _hall.At("2026-11-20 18:00:00");

        Assert.Equal(1, await Evening.Run(default));
    }

    private static string Digest(List<Message> told) => Assert.Single(told, message => message.Kind == MessageKind.Digest).Text;

    private async Task Log(Actor section, Actor clerk)
    {
        int window;
        await using (var db = await _hall.Factory.CreateDbContextAsync())
            window = db.Windows.Single().Id;
        _hall.At("2026-11-19 09:00:00");
        Assert.Null((await _hall.Get<LogFinding>().Run(
            section, new(Guid.NewGuid(), InspectionKind.Report, window, clerk.StaffId, "K4.3", 1, false, "", []), default)).Refusal);
    }
}
