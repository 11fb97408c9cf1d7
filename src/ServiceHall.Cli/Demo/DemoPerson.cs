using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;

namespace ServiceHall.Cli.Demo;

/// <summary>How punctually a person comes and goes.</summary>
internal enum DemoHabit
{
    Punctual,
    OftenLate,
    Forgetful,
    LeavesEarly,
}

/// <summary>A posting; see the columns of <c>staff.csv</c>.</summary>
internal sealed record DemoPosting(DemoWindow Window, PostRole Role, PostKind Kind, DateOnly From, DateOnly? To)
{
    public bool Holds(DateOnly day) => From <= day && day <= (To ?? DateOnly.MaxValue);
}

/// <summary>Somebody who works in the hall, with what is planned for them.</summary>
internal sealed class DemoPerson
{
    public required int Number { get; init; }
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required DemoHabit Habit { get; init; }

    /// <summary>The phone gives no position; the hall's own code is shown instead.</summary>
    public required bool ShowsCode { get; init; }

    /// <summary>Where in the hall the person's desk is, in millionths of a degree from the middle.</summary>
    public required (int Lat, int Lon) Desk { get; init; }

    /// <summary>By first day; they do not overlap.</summary>
    public List<DemoPosting> Postings { get; } = [];

    /// <summary>Requests for leave; none overlaps another.</summary>
    public List<DemoRequest> Requests { get; } = [];

    /// <summary>When the person is not in the hall, with or without leave.</summary>
    public List<Interval> Away { get; } = [];

    /// <summary>When the person covers for somebody (B 岗).</summary>
    public List<Interval> Covering { get; } = [];

    /// <summary>When the person is away without leave, but says why on the same day, and is believed.</summary>
    public List<Interval> Explained { get; } = [];

    public bool IsLeader => Postings[0].Role == PostRole.Leader;

    public DemoPosting? On(DateOnly day)
    {
        foreach (var posting in Postings)
            if (posting.Holds(day)) return posting;
        return null;
    }

    public bool IsAway(Interval time)
    {
        foreach (var away in Away)
            if (away.Overlaps(time)) return true;
        return false;
    }
}
