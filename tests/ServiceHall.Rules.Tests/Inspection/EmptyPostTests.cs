using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Tests.Inspection;

/// <summary>考核 一(一)1(6): a window without anybody for over half an hour, as a suspicion.</summary>
public class EmptyPostTests
{
    private static readonly InspectionRules Rules = HallRulebook.BuiltIn.On(new DateOnly(2026, 11, 19)).Inspection;
    private static readonly Interval Morning = Times("08:30", "11:30");

    [Theory]
    [InlineData("09:00", 30, false)]
    [InlineData("09:01", 31, true)]
    public void Thirty_minutes_are_not_enough_and_thirty_one_are(string now, int minutes, bool suspected)
    {
        var empty = EmptyPost.At([Morning], [], Minute(now))!.Value;

        Assert.Equal((Minute("08:30"), minutes, suspected), (empty.Since, empty.Minutes, empty.IsSuspected(Rules)));
    }

    [Fact]
    public void It_is_empty_since_the_last_one_went() =>
        Assert.Equal(Minute("10:05"), EmptyPost.At([Morning, Morning], [Times("08:20", "10:05"), Times("08:30", "09:40")], Minute("10:20"))!.Value.Since);

    [Fact]
    public void It_is_not_empty_while_one_is_there() => Assert.Null(EmptyPost.At([Morning, Morning], [Times("08:20", "10:21")], Minute("10:20")));

    [Fact]
    public void Nobody_owes_it_after_the_declared_time_begins() => Assert.Null(EmptyPost.At([Times("08:30", "10:00")], [], Minute("10:00")));

    [Fact]
    public void Whoever_owes_only_from_ten_leaves_it_empty_only_from_ten() =>
        Assert.Equal(Minute("10:00"), EmptyPost.At([Times("10:00", "11:30")], [], Minute("10:40"))!.Value.Since);

    [Fact]
    public void One_duty_that_follows_another_is_one_stretch() =>
        Assert.Equal(Minute("08:30"), EmptyPost.At([Times("08:30", "10:00"), Times("10:00", "11:30")], [], Minute("10:10"))!.Value.Since);

    private static LocalMinute Minute(string time) => Notation.Minute($"2026-11-19T{time}");

    private static Interval Times(string from, string to) => new(Minute(from), Minute(to));
}
