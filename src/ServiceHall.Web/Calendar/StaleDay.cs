using ServiceHall.Web.Store;
using Period = ServiceHall.Rules.Calendar.Period;

namespace ServiceHall.Web.Calendar;

/// <summary>
/// Days that have to be computed again because a fact about them came or changed. Written in the transaction of that fact
/// by whoever changes it, taken away in the transaction of the computing, so that neither is lost nor done in vain.
/// </summary>
internal sealed class StaleDay
{
    public long Id { get; init; }

    /// <summary>Whose; null: of everybody whom the close judged, at the hall if one is named.</summary>
    public int? StaffId { get; init; }

    /// <summary>Only of those posted at its windows; null: whatever the hall.</summary>
    public int? SiteId { get; init; }
    public required DateOnly First { get; init; }

    /// <summary>The last day, itself included.</summary>
    public required DateOnly Last { get; init; }

    /// <summary>Why, in words that the people concerned are told: 免考勤：停电.</summary>
    public required string Cause { get; init; }

    /// <summary>By whose act; null: the hall's own schedule.</summary>
    public int? AuthorId { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Notes the days of a stretch of time as stale, where it has begun already; what is to come is judged with the fact.</summary>
    /// <param name="end">Itself outside.</param>
    public static void Note(HallDb db, TimeProvider clock, int? staffId, int? siteId, DateTimeOffset start, DateTimeOffset end, string cause, int? authorId)
    {
        var days = new Period(DateOnly.FromDateTime(clock.Civil(start)), DateOnly.FromDateTime(clock.Civil(end.AddTicks(-1))))
            .Within(new Period(DateOnly.MinValue, clock.Today()));
        if (!days.IsEmpty)
            db.Add(new StaleDay { StaffId = staffId, SiteId = siteId, First = days.First, Last = days.Last, Cause = cause, AuthorId = authorId, At = clock.GetUtcNow() });
    }
}
