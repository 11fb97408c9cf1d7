namespace ServiceHall.Web.Shell;

/// <summary>
/// The hall's clock: the server's, in the hall's time zone. A demonstration hall can run on a shifted one that ticks on
/// from the moment it was given.
/// </summary>
internal sealed class HallClock(TimeSpan shift) : TimeProvider
{
    /// <summary>The zone of every civil date and time in the hall.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>How far this clock is from the server's.</summary>
    public TimeSpan Shift => shift;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => Zone;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;

    /// <summary>A clock that shows the given civil time now.</summary>
    public static HallClock ShowingNow(DateTime civil) =>
        new(new DateTimeOffset(civil, Zone.GetUtcOffset(civil)).ToUniversalTime() - System.GetUtcNow());
}
