namespace ServiceHall.Web.Store;

/// <summary>The hall's civil time, read from an injected clock whose local zone is the hall's.</summary>
internal static class HallTime
{
    /// <summary>The civil day.</summary>
    public static DateOnly Today(this TimeProvider clock) => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    /// <summary>A civil time as an instant in UTC.</summary>
    public static DateTimeOffset InstantOf(this TimeProvider clock, DateTime civil) =>
        new DateTimeOffset(civil, clock.LocalTimeZone.GetUtcOffset(civil)).ToUniversalTime();

    /// <summary>An instant as civil time.</summary>
    public static DateTime Civil(this TimeProvider clock, DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, clock.LocalTimeZone).DateTime;

    /// <summary>Cut to the second, as files write it: what is compared with a whole minute is then the same everywhere.</summary>
    public static DateTimeOffset ToSecond(this DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerSecond));
}
