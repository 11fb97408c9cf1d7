namespace ServiceHall.Web.Hosting.Clock;

/// <summary>Who looks at the clock of a hall that runs.</summary>
internal static class ClockModule
{
    /// <summary>Registers the rounds and what health says of them.</summary>
    public static IServiceCollection AddClockRounds(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<ClockIsRight>("clock", tags: [Health.Schedules], timeout: Health.Patience);
        return services.AddHostedService<ClockRounds>();
    }
}
