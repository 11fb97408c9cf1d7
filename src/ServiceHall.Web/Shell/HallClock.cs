using System.Globalization;
using ServiceHall.Web.Store;

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

    /// <summary>The clock of this run. <c>Hall:Clock</c> shifts it, in a demonstration and nowhere else.</summary>
    /// <exception cref="HallCannotOpenException">It is not a civil time, or the hall is a real one.</exception>
    public static HallClock From(IConfiguration configuration)
    {
        if (configuration["Hall:Clock"] is not { Length: > 0 } text)
            return new HallClock(TimeSpan.Zero);
        if (!configuration.GetValue<bool>("Hall:Demonstration"))
            throw new HallCannotOpenException("--clock 只能用于演示大厅：正式大厅以服务器的时钟为准。");
        string[] forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];
        return DateTime.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var civil)
            ? ShowingNow(civil)
            : throw new HallCannotOpenException($"--clock 的时间“{text}”无法识别，应形如 2026-11-20T08:25。");
    }
}
