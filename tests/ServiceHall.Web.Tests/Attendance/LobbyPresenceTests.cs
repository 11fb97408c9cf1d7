using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Boards;
using ServiceHall.Web.Leave;

namespace ServiceHall.Web.Tests.Attendance;

/// <summary>What the lobby is told of a window: counts and the time of return, never a name.</summary>
public sealed class LobbyPresenceTests(PunchingHall hall) : IClassFixture<PunchingHall>
{
    [Fact]
    public async Task A_window_whose_only_person_stepped_away_is_paused_until_the_expected_return()
    {
        var clerk = await hall.AtWork("L1");
        hall.AtTime("10:05");
        await hall.StepAway(clerk);
        hall.AtTime("10:20");

        var count = await Count("L1");

        Assert.Equal((1, 0, 1, "10:25"), (count!.Expected, count.Present, count.Away, $"{count.BackAt}"));
    }

    [Fact]
    public async Task When_the_expected_return_is_past_no_time_is_promised()
    {
        var clerk = await hall.AtWork("L2");
        hall.AtTime("10:05");
        await hall.StepAway(clerk);
        hall.AtTime("10:25");

        Assert.Null((await Count("L2"))!.BackAt);
    }

    [Fact]
    public async Task Back_again_the_window_is_open()
    {
        var clerk = await hall.AtWork("L3");
        hall.AtTime("10:05");
        await hall.StepAway(clerk);
        hall.AtTime("10:15");
        await hall.Get<StepAway>().End(clerk, default);

        var count = await Count("L3");

        Assert.Equal((1, 1, 0), (count!.Expected, count.Present, count.Away));
    }

    [Fact]
    public async Task A_window_whose_only_person_is_on_leave_with_a_cover_who_accepted_is_covered()
    {
        var (clerk, cover) = (await hall.Alone("L4"), await hall.AtWork("L5"));
        await hall.GrantLeave(clerk, "00:00", "23:59", cover);
        hall.AtTime("10:00");

        var count = await Count("L4");

        Assert.Equal((0, 0, true), (count!.Expected, count.Present, count.IsCovered));
    }

    [Fact]
    public async Task While_the_cover_is_not_there_somebody_is_expected_and_nobody_is_present()
    {
        var (clerk, cover) = (await hall.Alone("L14"), await hall.Alone("L15"));
        await hall.GrantLeave(clerk, "00:00", "23:59", cover);
        hall.AtTime("10:00");

        var count = await Count("L14");

        Assert.Equal((1, 0, false), (count!.Expected, count.Present, count.IsCovered));
    }

    [Fact]
    public async Task Without_a_cover_it_is_not_shown_as_covered_and_nobody_is_expected()
    {
        var clerk = await hall.Alone("L6");
        await hall.GrantLeave(clerk, "00:00", "23:59");
        hall.AtTime("10:00");

        Assert.Null(await Count("L6"));
    }

    [Fact]
    public async Task Leave_for_an_hour_is_expected_again_afterwards()
    {
        var clerk = await hall.AtWork("L7");
        await hall.GrantLeave(clerk, "09:00", "10:00");
        hall.AtTime("09:30");
        Assert.Null(await Count("L7"));
        hall.AtTime("10:00");

        Assert.Equal(1, (await Count("L7"))!.Present);
    }

    [Fact]
    public async Task Who_signed_out_while_away_is_away_no_more_even_before_the_hall_looked()
    {
        var clerk = await hall.AtWork("L8");
        hall.AtTime("10:05");
        await hall.StepAway(clerk);
        hall.AtTime("10:10");
        await hall.Press(clerk, PunchAction.Out);

        Assert.Equal((0, 0), ((await Count("L8"))!.Present, (await Count("L8"))!.Away));
    }

    [Fact]
    public void A_commit_of_a_time_away_or_of_leave_makes_the_boards_stale() =>
        Assert.Superset(new HashSet<Type> { typeof(SteppedAway), typeof(LeaveRequest), typeof(Web.Attendance.Punch) }, BoardReading.Shown.ToHashSet());

    private async Task<PresenceByWindow.WindowCount?> Count(string number)
    {
        var window = await hall.WindowOf(number);
        await using var db = await hall.Factory.CreateDbContextAsync();
        return (await hall.Get<PresenceByWindow>().Read(db, default)).Windows.SingleOrDefault(count => count.WindowId == window.WindowId);
    }
}
