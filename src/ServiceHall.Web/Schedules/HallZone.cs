using Hangfire;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Schedules;

/// <summary>
/// The zone of the timetable's times. Hangfire knows the server's clock only; where a demonstration's is ahead of it, the zone is
/// ahead by as much, so that half past two in the night is when the hall's clock shows it.
/// </summary>
internal sealed class HallZone(TimeProvider clock) : ITimeZoneResolver
{
    /// <summary>What recurring jobs name it.</summary>
    public const string Id = "Hall";

    /// <summary>The zone as Hangfire needs it.</summary>
    public TimeZoneInfo Zone => TimeZoneInfo.CreateCustomTimeZone(Id, Offset, Id, Id);

    public TimeZoneInfo GetTimeZoneById(string timeZoneId) => timeZoneId == Id ? Zone : TimeZoneInfo.FindSystemTimeZoneById(timeZoneId);

    /// <summary>A moment of the server's clock as the hall's shows it.</summary>
    public DateTimeOffset OnHallClock(DateTime serverUtc) => new DateTimeOffset(serverUtc, TimeSpan.Zero) + Shift;

    /// <summary>Whether the hall's clock is not the server's: then the zone may be another one at the next start.</summary>
    public bool IsShifted => Shift != TimeSpan.Zero;

    private TimeSpan Shift => clock is HallClock hall ? hall.Shift : TimeSpan.Zero;

    // Zones are whole minutes and at most 14 hours away; which day it is does not matter to a timetable of hours.
    private TimeSpan Offset
    {
        get
        {
            var minutes = (long)(clock.LocalTimeZone.GetUtcOffset(clock.GetUtcNow()) + Shift).TotalMinutes % (24 * 60);
            return TimeSpan.FromMinutes(minutes switch { > 12 * 60 => minutes - (24 * 60), < -12 * 60 => minutes + (24 * 60), _ => minutes });
        }
    }
}
