using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Attendance;

/// <summary>考核 一(一)1(6), 疑似空岗: thirty minutes no, thirty-one yes; noted once, and only as a suspicion.</summary>
public sealed class WatchWindowsTests : IAsyncLifetime
{
    private readonly PunchingHall _hall = new();
    private Actor _section = null!;

    public async Task InitializeAsync()
    {
        await _hall.InitializeAsync();
        _section = await _hall.Person("section", HallRole.Section);
    }

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task Nobody_since_the_morning_began_is_suspected_at_31_minutes_and_not_at_30()
    {
        await _hall.Alone("E1");
        await Watch("09:00");
        Assert.Empty(await _hall.Suspicions("E1"));

        await Watch("09:01");

        Assert.Equal(("08:30", null), Span(Assert.Single(await _hall.Suspicions("E1"))));
        Assert.Contains("从 08:30 起没有人在岗，已 31 分钟", Assert.Single(await _hall.Told(_section)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_noted_once_on_however_many_servers_and_after_a_restart()
    {
        await _hall.Alone("E2");
        _hall.AtTime("09:05");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _hall.Get<WatchWindows>().Run(default)));
        await Watch("09:30");

        Assert.Single(await _hall.Suspicions("E2"));
        Assert.Single(await _hall.Told(_section));
    }

    [Fact]
    public async Task Everybody_away_for_31_minutes_is_an_empty_window()
    {
        var clerk = await _hall.AtWork("E3");
        _hall.AtTime("10:00");
        await _hall.StepAway(clerk);
        await Watch("10:30");
        Assert.Empty(await _hall.Suspicions("E3"));

        await Watch("10:31");

        Assert.Equal(("10:00", null), Span(Assert.Single(await _hall.Suspicions("E3"))));
    }

    [Fact]
    public async Task It_ends_when_somebody_comes_and_begins_anew_when_the_window_empties_again()
    {
        var clerk = await _hall.Alone("E4");
        await Watch("09:02");
        _hall.AtTime("09:10");
        await _hall.Press(clerk, PunchAction.In);
        await Watch("09:12");
        _hall.AtTime("09:20");
        await _hall.StepAway(clerk);

        await Watch("09:51");

        Assert.Equal([("08:30", "09:10"), ("09:20", null)], (await _hall.Suspicions("E4")).Select(Span));
    }

    [Fact]
    public async Task It_ends_with_the_session()
    {
        await _hall.Alone("E5");
        await Watch("11:00");

        await Watch("14:00");

        Assert.Equal([("08:30", "11:30")], (await _hall.Suspicions("E5")).Select(Span));
    }

    [Fact]
    public async Task On_leave_nobody_is_expected_and_nothing_is_suspected()
    {
        var clerk = await _hall.Alone("E6");
        await _hall.GrantLeave(clerk, "00:00", "23:59");

        await Watch("10:00");

        Assert.Empty(await _hall.Suspicions("E6"));
    }

    [Fact]
    public async Task A_cover_person_who_is_at_work_mans_the_window_and_one_who_is_not_does_not()
    {
        var (clerk, cover) = (await _hall.Alone("E7"), await _hall.AtWork("E8"));
        await _hall.GrantLeave(clerk, "00:00", "23:59", cover);
        await Watch("10:00");
        Assert.Empty(await _hall.Suspicions("E7"));
        await _hall.Press(cover, PunchAction.Out);

        await Watch("10:31");

        Assert.Equal([("10:00", null)], (await _hall.Suspicions("E7")).Select(Span));
    }

    [Fact]
    public async Task The_first_of_the_section_who_sees_to_it_stays_on_record_and_nobody_else_may()
    {
        await _hall.Alone("E9");
        await Watch("09:30");
        var id = Assert.Single(await _hall.Suspicions("E9")).Id;
        var (other, clerk) = (await _hall.Person("other", HallRole.SectionHead), await _hall.Person("clerk"));

        Assert.Equal(RefusalKind.NotAllowed, (await _hall.Get<LookAtEmptyWindow>().Run(clerk, id, default)).Refusal!.Kind);
        Assert.Null((await _hall.Get<LookAtEmptyWindow>().Run(_section, id, default)).Refusal);
        Assert.Null((await _hall.Get<LookAtEmptyWindow>().Run(other, id, default)).Refusal);

        Assert.Equal(_section.StaffId, Assert.Single(await _hall.Suspicions("E9")).LookedAtById);
    }

    [Fact]
    public async Task Nothing_is_ever_deducted_by_it()
    {
        var clerk = await _hall.AtWork("E10");
        _hall.AtTime("09:00");
        await _hall.StepAway(clerk);
        await Watch("10:30");

        Assert.Single(await _hall.Suspicions("E10"));
        _hall.AtTime("11:31");
        await _hall.Press(clerk, PunchAction.Out);
        _hall.AtTime("12:31");
        Assert.Equal(1, await _hall.Get<CloseSessions>().Run(default));

        Assert.Equal(["11-19 Morning normal"], await _hall.Results(clerk));
        Assert.Empty(await _hall.Entries(clerk));
    }

    private async Task Watch(string time)
    {
        _hall.AtTime(time);
        await _hall.Get<WatchWindows>().Run(default);
    }

    private (string Since, string? Until) Span(EmptyWindow empty) => (Time(empty.Since)!, Time(empty.Until));

    private string? Time(DateTimeOffset? at) => at is { } moment ? ((TimeProvider)_hall.Clock).Civil(moment).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture) : null;
}
