using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.Quantities;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Tests.Properties;

/// <summary>What holds for every measure of leave, and for every fraction.</summary>
public class LeaveProperties
{
    private static readonly Timetable Times = new(new HallCalendar([]), HallRulebook.BuiltIn);

    [Fact]
    public void Leave_cut_at_a_sessions_boundary_measures_the_same() => Property.Holds(seed =>
    {
        var time = Span(new Random(seed));
        return Times.Touching(time)
            .SelectMany(session => new[] { session.Hours.Start, session.Hours.End })
            .Where(cut => time.Start < cut && cut < time.End)
            .All(cut => LeaveMeasure.Days(new Interval(time.Start, cut), Times) + LeaveMeasure.Days(new Interval(cut, time.End), Times)
                == LeaveMeasure.Days(time, Times));
    });

    [Fact]
    public void Requests_cut_at_sessions_boundaries_run_into_each_other_and_come_to_the_same_days() => Property.Holds(seed =>
    {
        var time = Span(new Random(seed));
        LocalMinute[] cuts =
        [
            time.Start,
            .. Times.Touching(time).Select(session => session.Hours.End).Where(cut => time.Start < cut && cut < time.End),
            time.End,
        ];
        var parts = cuts.Zip(cuts.Skip(1), (from, to) => new LeaveRequest(
            $"L{from.Number}", new("1001"), "personal", new Interval(from, to), default, LeaveDecision.Approved, IsOverridden: true));
        return LeaveTiers.Measure(parts.Reverse(), RandomHall.Of(seed).Roster, Times)[^1].TierDays == LeaveMeasure.Days(time, Times);
    });

    [Fact]
    public void The_days_of_leave_are_the_sum_over_its_workdays() => Property.Holds(seed =>
    {
        var time = Span(new Random(seed));
        var all = new Period(DateOnly.MinValue, DateOnly.MaxValue);
        return LeaveMeasure.ByDay(time, all, Times).Aggregate(Fraction.Zero, (sum, part) => sum + part.Days) == LeaveMeasure.Days(time, Times);
    });

    [Fact]
    public void Longer_leave_is_never_fewer_days() => Property.Holds(seed =>
    {
        var time = Span(new Random(seed));
        return LeaveMeasure.Days(new Interval(time.Start, time.End + 1), Times) >= LeaveMeasure.Days(time, Times);
    });

    [Fact]
    public void A_fraction_is_shown_as_the_nearest_hundredth_half_away_from_zero() => Property.Holds(seed =>
    {
        var (above, under) = (new Random(seed).Next(-100_000, 100_000), new Random(seed + 1).Next(1, 400));
        // In whole numbers: twice the hundredfold, plus one for the half, over twice the denominator.
        var hundredths = ((2L * 100 * Math.Abs(above)) + under) / (2L * under) * Math.Sign(above);
        return new Fraction(above, under).Rounded() == hundredths / 100m;
    });

    [Theory]
    [InlineData(1, 200, "0.01")]
    [InlineData(-1, 200, "-0.01")]
    [InlineData(1, 201, "0.00")]
    [InlineData(-1, 201, "0.00")]
    [InlineData(2, 3, "0.67")]
    [InlineData(100, 1, "100.00")]
    [InlineData(0, 7, "0.00")]
    public void A_fraction_has_two_decimals(int above, int under, string shown) =>
        Assert.Equal(shown, new Fraction(above, under).ToString());

    private static Interval Span(Random chance)
    {
        var start = LocalMinute.StartOf(Notation.Day("2026-09-25")) + chance.Next(0, 5 * 24 * 60);
        return new Interval(start, start + chance.Next(1, 10 * 24 * 60));
    }
}
