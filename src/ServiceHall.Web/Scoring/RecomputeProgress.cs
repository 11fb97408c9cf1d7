using ServiceHall.Web.Calendar;

namespace ServiceHall.Web.Scoring;

/// <summary>How far the recomputing of this server is, for the section to see. What is still to do stands in the database.</summary>
internal sealed class RecomputeProgress
{
    private readonly Lock _guard = new();
    private int _done;

    /// <param name="Done">Days done since it began.</param>
    /// <param name="Left">Days still to do, as far as they were seen.</param>
    /// <param name="Day">The day that is being computed.</param>
    internal sealed record State(int Done, int Left, DateOnly Day);

    /// <summary>Null: nothing is being recomputed here.</summary>
    public State? Now { get; private set; }

    /// <summary>Some more is begun.</summary>
    public void Goes(IReadOnlyCollection<StaleDay> rows)
    {
        lock (_guard)
            Now = new State(_done, DaysIn(rows, DateOnly.MinValue).Count, rows.Min(row => row.First));
    }

    /// <summary>Everything up to a day is done.</summary>
    public void Did(IReadOnlyCollection<StaleDay> rows, DateOnly last)
    {
        lock (_guard)
        {
            var left = DaysIn(rows, last.AddDays(1)).Count;
            _done += DaysIn(rows, DateOnly.MinValue).Count - left;
            Now = new State(_done, left, last);
        }
    }

    /// <summary>Nothing is left, or it was broken off.</summary>
    public void End()
    {
        lock (_guard)
            (_done, Now) = (0, null);
    }

    /// <summary>The days that rows are about, from a day on.</summary>
    public static HashSet<DateOnly> DaysIn(IEnumerable<StaleDay> rows, DateOnly from) =>
        [.. rows.SelectMany(row => new Rules.Calendar.Period(row.First < from ? from : row.First, row.Last).Days)];
}
