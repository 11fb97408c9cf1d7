using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

/// <summary>A year's official notice that was imported after this version of the program was built.</summary>
internal sealed class AnnouncedYear
{
    public int Year { get; init; }

    /// <summary>The file as it was imported, in the holiday-cn form.</summary>
    public required string Content { get; set; }

    /// <summary>Days that were no workdays until an import made them such when they had come already: nobody could punch
    /// (考勤 一(二)), so they stay days off.</summary>
    public DateOnly[] TooLate { get; set; } = [];
    public int ImportedById { get; set; }
    public DateTimeOffset ImportedAt { get; set; }
}

/// <summary>What one person proposes for a reason and another signs before it holds.</summary>
internal abstract class Countersigned
{
    public int Id { get; init; }
    public required string Reason { get; init; }
    public int ProposedById { get; init; }
    public StaffMember? ProposedBy { get; init; }
    public DateTimeOffset ProposedAt { get; init; }

    /// <summary>Who signed second: never the one who proposed; null: it waits.</summary>
    public int? SignedById { get; set; }
    public StaffMember? SignedBy { get; init; }
    public DateTimeOffset? SignedAt { get; set; }
    public int? WithdrawnById { get; set; }
    public DateTimeOffset? WithdrawnAt { get; set; }
    public string? WithdrawnFor { get; set; }
    public uint Version { get; init; }

    /// <summary>Whether it holds: signed, and not withdrawn.</summary>
    public bool IsInForce => SignedAt is not null && WithdrawnAt is null;

    /// <summary>Whether the second signature is still to come.</summary>
    public bool IsWaiting => SignedAt is null && WithdrawnAt is null;

    /// <summary>
    /// Whether it is about one person alone. Then its reason may be an illness, and goes into no message, audit or ledger.
    /// </summary>
    public bool IsOfOnePerson => this is Exemption { StaffId: not null };

    /// <summary>What the audit calls it.</summary>
    public abstract string Subject { get; }

    /// <summary>What people call it.</summary>
    public abstract string What { get; }

    /// <summary>The stretch of time that it is about; its end is outside.</summary>
    public abstract (DateTimeOffset From, DateTimeOffset To) Time(TimeProvider clock);
}

/// <summary>A single day that is decided by hand: a workday, or a day off. Of two for one day the later signed holds.</summary>
internal sealed class DayDecision : Countersigned
{
    public required DateOnly Day { get; init; }
    public bool IsWorkday { get; init; }

    /// <summary>Whether a day has come already, so that nobody could punch on all of it were it made a workday now (考勤 一(二)).</summary>
    public static bool ComesTooLateFor(DateOnly day, DateOnly today) => day <= today;

    public override string Subject => $"day {Day:yyyy-MM-dd}";
    public override string What => "日历变更";

    public override (DateTimeOffset From, DateTimeOffset To) Time(TimeProvider clock) =>
        (clock.InstantOf(Day.ToDateTime(TimeOnly.MinValue)), clock.InstantOf(Day.AddDays(1).ToDateTime(TimeOnly.MinValue)));
}

/// <summary>
/// Time that nobody owes (停电、停网、大厅统一安排): for everybody, for those posted at a hall's windows, or for one person.
/// </summary>
internal sealed class Exemption : Countersigned
{
    /// <summary>Its first moment, a whole minute.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Its end, a whole minute, itself no longer exempt.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The hall; null, with no person either: everybody.</summary>
    public int? SiteId { get; init; }
    public Site? Site { get; init; }

    /// <summary>The person; null: everybody, or everybody of the hall.</summary>
    public int? StaffId { get; init; }
    public StaffMember? Staff { get; init; }

    public override string Subject => $"exemption {Id}";
    public override string What => "免考勤";

    public override (DateTimeOffset From, DateTimeOffset To) Time(TimeProvider clock) => (From, To);
}
