using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Tests.Attendance;

/// <summary>考勤 一(四): how long the table card with a phone number is enough.</summary>
public class TimeAwayTests
{
    private static readonly AttendanceRules Rules = HallRulebook.BuiltIn.On(new DateOnly(2026, 11, 19)).Attendance;
    private static readonly LocalMinute Ten = Notation.Minute("2026-11-19T10:00");

    [Theory]
    [InlineData(14, false, false)]
    [InlineData(15, true, false)]
    [InlineData(20, true, false)]
    [InlineData(21, true, true)]
    public void Fifteen_minutes_remind_and_more_than_twenty_need_leave(int minutes, bool reminds, bool needsLeave)
    {
        var away = TimeAway.Of(Ten, Ten + minutes, [], Rules);

        Assert.Equal((minutes, reminds, needsLeave), (away.Minutes, away.NeedsReminder, away.NeedsLeave));
    }

    [Fact]
    public void Minutes_that_leave_covers_do_not_count()
    {
        var away = TimeAway.Of(Ten, Ten + 40, [new Interval(Ten + 5, Ten + 20), new Interval(Ten + 10, Ten + 25)], Rules);

        Assert.Equal((40, 20, false), (away.Minutes, away.WithoutLeave, away.NeedsLeave));
    }

    [Fact]
    public void Before_its_own_start_it_is_no_time() => Assert.Equal(0, TimeAway.Of(Ten, Ten - 3, [], Rules).Minutes);
}
