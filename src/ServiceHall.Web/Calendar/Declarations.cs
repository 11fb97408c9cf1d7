namespace ServiceHall.Web.Calendar;

/// <summary>
/// What the section declares about working time. It counts from the second signature on, which somebody else gives;
/// until then it can be withdrawn.
/// </summary>
internal abstract class Declaration
{
    public int Id { get; init; }

    /// <summary>Why, in the section's words.</summary>
    public required string Reason { get; init; }
    public int DeclaredById { get; init; }
    public DateTimeOffset DeclaredAt { get; init; }

    /// <summary>Who signed as the second; null: it does not count yet.</summary>
    public int? SignedById { get; set; }
    public DateTimeOffset? SignedAt { get; set; }

    /// <summary>When it was withdrawn before anybody had signed; null: it was not.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }
    public uint Version { get; init; }

    /// <summary>What it is, in a few words, for the audit.</summary>
    public abstract string Title { get; }
}

/// <summary>A single day that differs from the official calendar. The one signed last counts for its day.</summary>
internal sealed class CalendarDay : Declaration
{
    public required DateOnly Date { get; init; }

    /// <summary>Whether people work on it.</summary>
    public required bool Works { get; init; }

    public override string Title => $"{Date:yyyy-MM-dd} {(Works ? "上班" : "休息")}";
}

/// <summary>Time that nobody owes (免考勤): for the hall, one site, or named people.</summary>
internal sealed class Exemption : Declaration
{
    /// <summary>The first minute, in civil time.</summary>
    public required DateTime From { get; init; }

    /// <summary>The first minute after it, in civil time.</summary>
    public required DateTime To { get; init; }

    /// <summary>Only those posted at its windows that day; null: whatever the site.</summary>
    public int? SiteId { get; init; }

    /// <summary>Only these people; empty: whoever.</summary>
    public List<ExemptPerson> People { get; init; } = [];

    public override string Title => $"{From:yyyy-MM-dd HH:mm} 至 {To:yyyy-MM-dd HH:mm} 免考勤";
}

/// <summary>Somebody whom an exemption names.</summary>
internal sealed class ExemptPerson
{
    public int ExemptionId { get; init; }
    public int StaffId { get; init; }
}

/// <summary>An official notice for a year, imported as a file. The one signed last counts for its year.</summary>
internal sealed class HolidayNotice : Declaration
{
    public required int Year { get; init; }

    /// <summary>The file's content, as <see cref="Rules.Calendar.OfficialHolidays"/> reads it.</summary>
    public required string Text { get; init; }

    public override string Title => $"{Year} 年放假安排";
}
