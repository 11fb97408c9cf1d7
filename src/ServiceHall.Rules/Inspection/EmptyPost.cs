using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Inspection;

/// <summary>
/// A window at which nobody is while somebody ought to be (空岗, 考核 一(一)1(6)), as far as punches tell. It is a
/// suspicion: only the section finds a fault.
/// </summary>
/// <param name="Since">The first minute without anybody.</param>
/// <param name="Minutes">Whole minutes from then to the one that is looked at.</param>
public readonly record struct EmptyPost(LocalMinute Since, long Minutes)
{
    /// <summary>Whether it has lasted so long that the section is to look. 30 no, 31 yes.</summary>
    public bool IsSuspected(InspectionRules rules) => Minutes > rules.EmptyPost.Value;

    /// <summary>Looks at a window in a minute.</summary>
    /// <param name="owed">When presence is owed at the window, by each person who owes it.</param>
    /// <param name="manned">When somebody was there, by each of them; whoever is still there is so beyond the minute.</param>
    /// <param name="now">The minute.</param>
    /// <returns>Null: somebody is there, or nobody has to be.</returns>
    public static EmptyPost? At(IReadOnlyCollection<Interval> owed, IReadOnlyCollection<Interval> manned, LocalMinute now)
    {
        if (!owed.Any(Holds) || manned.Any(Holds))
            return null;
        // Where one who owes follows the other without a gap, the window was owed from the first one's start on.
        var since = owed.Where(Holds).Min(time => time.Start);
        foreach (var earlier in owed.OrderByDescending(time => time.Start))
        {
            if (earlier.Start < since && earlier.End >= since)
                since = earlier.Start;
        }

        foreach (var time in manned.Where(time => time.End <= now && !time.IsEmpty))
            since = LocalMinute.Later(since, time.End);
        return new EmptyPost(since, now - since);

        bool Holds(Interval time) => time.Start <= now && now < time.End;
    }
}
