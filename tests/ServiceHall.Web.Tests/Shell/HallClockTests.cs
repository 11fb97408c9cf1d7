using Microsoft.Extensions.Configuration;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Tests.Shell;

public sealed class HallClockTests
{
    [Fact]
    public void A_demonstration_runs_on_the_clock_it_was_given_and_ticks_on()
    {
        var clock = HallClock.From(Settings("2026-11-20T08:25", "true"));

        var first = clock.GetLocalNow();
        Assert.InRange(first.DateTime, new DateTime(2026, 11, 20, 8, 25, 0), new DateTime(2026, 11, 20, 8, 26, 0));
        Assert.Equal(TimeSpan.FromHours(8), first.Offset);
        Assert.Equal(new DateOnly(2026, 11, 20), clock.Today());
        Assert.True(clock.GetLocalNow() >= first);
    }

    [Fact]
    public void A_real_hall_refuses_a_shifted_clock() =>
        Assert.Contains("演示", Assert.Throws<HallCannotOpenException>(() => HallClock.From(Settings("2026-11-20T08:25", "false"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("2026-02-30T08:00")]
    public void A_time_that_is_none_is_refused_with_the_right_form(string text) =>
        Assert.Contains("2026-11-20T08:25", Assert.Throws<HallCannotOpenException>(() => HallClock.From(Settings(text, "true"))).Message, StringComparison.Ordinal);

    private static IConfiguration Settings(string clock, string demonstration) => new ConfigurationBuilder()
        .AddInMemoryCollection([new("Hall:Clock", clock), new("Hall:Demonstration", demonstration)]).Build();
}
