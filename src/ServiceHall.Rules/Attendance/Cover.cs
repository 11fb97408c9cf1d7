using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Leave;

namespace ServiceHall.Rules.Attendance;

/// <summary>Time that a person does not owe: counting leave, or an exemption.</summary>
/// <param name="Time">When, as asked for or declared.</param>
/// <param name="Leave">The request, where it is leave.</param>
/// <param name="Exemption">The exemption, where it is one.</param>
public readonly record struct Cover(Interval Time, LeaveRequest? Leave, Exemption? Exemption)
{
    /// <summary>Leave as cover.</summary>
    public static Cover Of(LeaveRequest leave) => new(leave.Time, leave, null);

    /// <summary>An exemption as cover.</summary>
    public static Cover Of(Exemption exemption) => new(exemption.Time, null, exemption);
}

/// <summary>What a person still owes of a session after all cover.</summary>
/// <param name="Required">From when to when presence is owed; null: the session is covered whole.</param>
/// <param name="Whole">The single cover with the most of a session that is covered whole; null otherwise.</param>
public readonly record struct Owed(Interval? Required, Cover? Whole)
{
    /// <summary>
    /// Applies cover to a session. Cover that reaches over the start moves the required start to its end, cover over the
    /// end moves the required end to its start, cover strictly inside changes nothing; adjoining and overlapping
    /// covers act as one.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="covers">The covers that share a minute with it, in any order; the list is sorted in place.</param>
    public static Owed Of(Session session, List<Cover> covers)
    {
        var (start, end) = (session.Hours.Start, session.Hours.End);
        if (covers.Count == 0) return new Owed(session.Hours, null);

        covers.Sort(static (one, other) => one.Time.Start.CompareTo(other.Time.Start));
        foreach (var cover in covers)
        {
            if (cover.Time.Start <= start && cover.Time.End > start) start = cover.Time.End;
        }

        if (start >= end) return new Owed(null, MostOf(session, covers));

        covers.Sort(static (one, other) => other.Time.End.CompareTo(one.Time.End));
        foreach (var cover in covers)
        {
            if (cover.Time.End >= end && cover.Time.Start < end) end = cover.Time.Start;
        }

        return new Owed(new Interval(start, end), null);
    }

    /// <summary>Ties: the earlier start, then the exemption.</summary>
    private static Cover MostOf(Session session, List<Cover> covers) => covers
        .OrderByDescending(cover => cover.Time.MinutesIn(session.Hours))
        .ThenBy(cover => cover.Time.Start)
        .ThenBy(cover => cover.Exemption is null)
        .First();
}
