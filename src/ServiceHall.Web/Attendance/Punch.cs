using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Attendance;

/// <summary>What a press showed of where it was made.</summary>
internal enum Proof
{
    /// <summary>The position, or nothing.</summary>
    Position,

    /// <summary>The hall's code, or the hall's own terminal.</summary>
    Code,

    /// <summary>The hall's code and the position.</summary>
    PositionAndCode,
}

/// <summary>One press of the button, accepted or not, as it was judged then. It is added and never changed.</summary>
internal sealed class Punch
{
    public long Id { get; init; }
    public int StaffId { get; init; }
    public StaffMember? Staff { get; init; }

    /// <summary>The press's own key: the same press sent again is the same punch.</summary>
    public Guid Key { get; init; }

    /// <summary>When, by the server's clock.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The minute that counts, in civil time.</summary>
    public DateTime Minute { get; init; }
    public DateOnly Day { get; init; }
    public PunchAction Action { get; init; }

    /// <summary>Of which session it is; null where it was refused before one was found.</summary>
    public DayPart? Part { get; init; }
    public PunchOutcome Outcome { get; init; }

    /// <summary>What was shown; a code that was refused is one too.</summary>
    public Proof Proof { get; init; }

    /// <summary>The window posted at; null: not posted that day.</summary>
    public int? WindowId { get; init; }

    /// <summary>The hall of that window; null: the position was not checked.</summary>
    public int? SiteId { get; init; }

    /// <summary>From the fence's centre; null: not measured.</summary>
    public decimal? DistanceMetres { get; init; }

    /// <summary>The fence's radius then; null: not measured.</summary>
    public decimal? RadiusMetres { get; init; }
    public decimal? AccuracyMetres { get; init; }

    /// <summary>How old the position was when the phone sent it; null: without a position.</summary>
    public decimal? FixAgeSeconds { get; init; }

    /// <summary>What the phone calls itself: a sign for the section, no proof.</summary>
    public required string Device { get; init; }
    public required string Address { get; init; }
    public required string Clause { get; init; }

    /// <summary>What the person was told.</summary>
    public required string Sentence { get; init; }
}

/// <summary>The raw position of a punch. It is deleted after a while; the distance stays with the punch.</summary>
internal sealed class PunchPosition
{
    public long PunchId { get; init; }
    public Punch? Punch { get; init; }

    /// <summary>Degrees, WGS-84.</summary>
    public double Latitude { get; init; }
    public double Longitude { get; init; }
    public DateOnly Day { get; init; }
}
