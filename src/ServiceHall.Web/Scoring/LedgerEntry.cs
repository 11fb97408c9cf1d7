using ServiceHall.Rules.Scoring;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Scoring;

/// <summary>
/// One entry of the ledger (计分记录). It is added and never changed; what no longer holds gets a counter-entry with
/// the opposite points. Entries of one subject, code and reference form a chain of turns: booked, countered, booked
/// again; so at most one of them is in force.
/// </summary>
internal sealed class LedgerEntry
{
    public long Id { get; init; }

    /// <summary>Whose score it changes; null: the window's.</summary>
    public int? StaffId { get; init; }
    public StaffMember? Staff { get; init; }

    /// <summary>The window posted at that day, or the window itself.</summary>
    public int WindowId { get; init; }
    public Window? Window { get; init; }

    /// <summary>The score item, such as K1.1a.</summary>
    public required string Code { get; init; }

    /// <summary>Signed.</summary>
    public decimal Points { get; init; }

    /// <summary>The day of the fact.</summary>
    public DateOnly Day { get; init; }

    /// <summary>
    /// The quarter in which it counts, such as 2026Q4: that of the day, or the open one where that was closed already.
    /// </summary>
    public required string Quarter { get; init; }
    public EntrySource Source { get; init; }

    /// <summary>What it rests on: <c>2026-07-01/am/in</c>, a finding's or credit's id, a month.</summary>
    public required string Reference { get; init; }

    /// <summary>1: booked; 2: countered; 3: booked again; and so on.</summary>
    public int Turn { get; init; }

    /// <summary>The entry that this one takes back; null: it is none that takes back.</summary>
    public long? CountersId { get; init; }
    public LedgerEntry? Counters { get; init; }
    public DateTimeOffset BookedAt { get; init; }

    /// <summary>By whose act it was booked; null: the hall's own schedule.</summary>
    public int? AuthorId { get; init; }
    public StaffMember? Author { get; init; }

    /// <summary>The edition of the rulebook that it was computed with.</summary>
    public required string Edition { get; init; }
    public required string Clause { get; init; }

    /// <summary>The reason in a sentence that a clerk understands.</summary>
    public required string Sentence { get; init; }
}

/// <summary>A quarter whose results stand: it takes no entries any more.</summary>
internal sealed class ClosedQuarter
{
    /// <summary>Such as 2026Q3.</summary>
    public required string Quarter { get; init; }
    public DateTimeOffset ClosedAt { get; init; }
    public int? ClosedById { get; init; }
}
