namespace ServiceHall.Rules.Calendar;

/// <summary>
/// A stretch of civil time that holds its start and not its end. So 08:30-11:30 and 11:30-14:00 adjoin without sharing
/// a minute, and leave until 08:30 covers nothing of the morning.
/// </summary>
public readonly record struct Interval
{
    /// <summary>The time from <paramref name="start"/>, which is inside, to <paramref name="end"/>, which is outside.</summary>
    /// <exception cref="ArgumentException">The end is before the start.</exception>
    public Interval(LocalMinute start, LocalMinute end)
    {
        if (end < start) throw new ArgumentException($"An interval cannot end ({end}) before it starts ({start}).", nameof(end));
        Start = start;
        End = end;
    }

    /// <summary>The first minute inside.</summary>
    public LocalMinute Start { get; }

    /// <summary>The first minute after.</summary>
    public LocalMinute End { get; }

    /// <summary>How many minutes are inside.</summary>
    public long Minutes => End - Start;

    /// <summary>Whether nothing is inside.</summary>
    public bool IsEmpty => Start == End;

    /// <summary>Whether all of the other is inside.</summary>
    public bool Covers(Interval other) => Start <= other.Start && End >= other.End;

    /// <summary>Whether a minute is inside both.</summary>
    public bool Overlaps(Interval other) => Start < other.End && other.Start < End;

    /// <summary>How many minutes are inside both.</summary>
    public long MinutesIn(Interval other) =>
        Overlaps(other) ? LocalMinute.Earlier(End, other.End) - LocalMinute.Later(Start, other.Start) : 0;

    /// <summary>What is left without other stretches, which may come in any order and overlap; in order, none empty.</summary>
    public IReadOnlyList<Interval> Without(IEnumerable<Interval> others)
    {
        var (left, reached) = (new List<Interval>(), Start);
        foreach (var other in others.Where(Overlaps).OrderBy(other => other.Start))
        {
            if (other.Start > reached) left.Add(new Interval(reached, other.Start));
            reached = LocalMinute.Later(reached, other.End);
        }

        if (reached < End) left.Add(new Interval(reached, End));
        return left;
    }

    /// <summary><c>08:30-11:30</c>.</summary>
    public override string ToString() => $"{Start}-{End}";
}
