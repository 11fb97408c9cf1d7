using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Attendance;

/// <summary>Who is at a window of one person when leave is by the hour: 请假 (二)1, 考勤 一(四), 考核 一(一)1(6). Work is 08:30-11:30 and 13:30-17:00.</summary>
public sealed class PresenceOnLeaveTests : IAsyncLifetime
{
    private readonly PunchingHall _hall = new();
    private Actor _section = null!;
    private Actor _clerk = null!;

    public async Task InitializeAsync()
    {
        await _hall.InitializeAsync();
        _section = await _hall.Person("section", HallRole.Section);
        _clerk = await _hall.AtWork("P1");
    }

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Theory]
    [InlineData("10:00")]
    [InlineData("09:55")] // on the way out
    [InlineData("10:05")]
    public async Task A_sign_out_for_leave_within_a_session_counts_until_that_leave_ends(string left)
    {
        await _hall.GrantLeave(_clerk, "10:00", "10:40");
        await Press(left, PunchAction.Out);
        Assert.Equal(PersonState.OnLeave, await StateAt("10:20"));

        Assert.Equal(PersonState.Present, await StateAt("10:40"));

        await Watch("11:20");
        Assert.Empty(await _hall.Suspicions("P1"));
        Assert.Empty(await _hall.Told(_section));
    }

    [Fact]
    public async Task Back_from_leave_within_a_session_people_step_away_like_everybody()
    {
        await _hall.GrantLeave(_clerk, "10:00", "10:40");
        await Press("10:00", PunchAction.Out);
        _hall.AtTime("10:45");

        await _hall.StepAway(_clerk);

        _hall.AtTime("10:50");
        await _hall.Get<WatchAways>().Run(default);
        Assert.Null(Assert.Single(await _hall.Aways(_clerk)).BackAt);
        Assert.Equal(PersonState.Away, await StateAt("10:51"));
        await Press("10:55", PunchAction.Out);
        await _hall.Get<WatchAways>().Run(default);
        Assert.Equal(AwayEnd.SignedOut, Assert.Single(await _hall.Aways(_clerk)).Ended);
    }

    [Fact]
    public async Task Back_early_by_a_sign_in_somebody_is_at_the_window_again()
    {
        await _hall.GrantLeave(_clerk, "15:00", "17:00");
        await Press("13:25", PunchAction.In);
        await Press("15:00", PunchAction.Out);
        await Press("16:00", PunchAction.In);

        Assert.Equal(PersonState.Present, await StateAt("16:40"));

        var window = await _hall.WindowOf("P1");
        Assert.Equal((1, null), (window.Present, window.Empty));
        Assert.Equal("13:25-15:00 16:00-16:41", string.Join(' ', window.Manned));
        await _hall.StepAway(_clerk);
        await Watch("16:50");
        Assert.Empty(await _hall.Suspicions("P1"));
    }

    [Fact]
    public async Task Who_signs_out_once_more_after_the_leave_is_gone()
    {
        await _hall.GrantLeave(_clerk, "10:00", "10:30");
        await Press("10:00", PunchAction.Out);
        await Press("10:50", PunchAction.Out);

        Assert.Equal(PersonState.SignedOut, await StateAt("10:55"));

        Assert.Contains("已在 10:50 签退", (await _hall.Get<StepAway>().Start(_clerk, default)).Refusal!.Text, StringComparison.Ordinal);
        await Watch("11:21");
        Assert.Contains("从 10:50 起没有人在岗", Assert.Single(await _hall.Told(_section)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_out_long_before_the_leave_was_not_for_it()
    {
        await _hall.GrantLeave(_clerk, "10:00", "10:30");
        await Press("09:00", PunchAction.Out);

        Assert.Equal(PersonState.SignedOut, await StateAt("10:40"));
    }

    [Fact]
    public async Task A_sign_in_after_a_sign_out_is_there_again_and_the_time_between_stays_empty()
    {
        await Press("10:00", PunchAction.Out);
        await Watch("10:31");
        Assert.Single(await _hall.Suspicions("P1"));

        await Press("10:50", PunchAction.In);

        Assert.Equal(PersonState.Present, await StateAt("10:51"));
        await Watch("10:52");
        var empty = Assert.Single(await _hall.Suspicions("P1"));
        Assert.Equal(("10:00", "10:50"), (Time(empty.Since), Time(empty.Until!.Value)));
    }

    private async Task Press(string time, PunchAction action)
    {
        _hall.AtTime(time);
        Assert.True((await _hall.Press(_clerk, action)).Accepted);
    }

    private async Task Watch(string time)
    {
        _hall.AtTime(time);
        await _hall.Get<WatchWindows>().Run(default);
    }

    private async Task<PersonState> StateAt(string time)
    {
        _hall.AtTime(time);
        return Assert.Single((await _hall.WindowOf("P1")).People).State;
    }

    private string Time(DateTimeOffset at) => ((TimeProvider)_hall.Clock).Civil(at).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
