namespace ServiceHall.Cli.Tests.Reference;

/// <summary>The contract's "Measuring leave", "Tiers" and "Leave counts".</summary>
internal sealed class PlainLeave(PlainFacts facts, PlainCalendar calendar)
{
    private readonly Dictionary<string, List<(DateOnly Day, int Minutes, Fraction Days)>> _parts = [];
    private readonly Dictionary<string, Fraction> _tierDays = [];

    internal static bool Counts(LeaveRow request) =>
        request.Decision == "approved" && (request.SubmittedAt <= request.From || request.Override);

    /// <summary>
    /// What each session of a workday gives to the request: its whole 0.5, or min(minutes / 390, 0.5) of a part.
    /// Whether the person is posted then does not matter.
    /// </summary>
    internal List<(DateOnly Day, int Minutes, Fraction Days)> PartsOf(LeaveRow request)
    {
        if (_parts.TryGetValue(request.Id, out var known))
            return known;

        var parts = new List<(DateOnly, int, Fraction)>();
        foreach (var session in calendar.SessionsAbout(request.From, request.To))
        {
            var all = session.Minutes().Count();
            var minutes = session.Minutes().Count(minute => request.From <= minute && minute < request.To);
            var half = minutes == all || minutes >= 195;
            if (minutes > 0)
                parts.Add((session.Day, minutes, half ? new Fraction(1, 2) : new Fraction(minutes, 390)));
        }

        _parts.Add(request.Id, parts);
        return parts;
    }

    internal Fraction DaysOf(LeaveRow request) => Fraction.Sum(PartsOf(request).Select(part => part.Days));

    internal Fraction TierDaysOf(LeaveRow request)
    {
        if (!_tierDays.TryGetValue(request.Id, out var days))
        {
            var before = RunningInto(request);
            days = before is null ? DaysOf(request) : DaysOf(request).Plus(TierDaysOf(before));
            _tierDays.Add(request.Id, days);
        }

        return days;
    }

    internal string TierOf(LeaveRow request)
    {
        var minutes = PartsOf(request).Sum(part => part.Minutes);
        if (minutes == 0)
            return "none";
        if (minutes <= 20 && RunningInto(request) is null)
            return "card";
        if (!TierDaysOf(request).IsAtLeast(1))
            return "short";
        return TierDaysOf(request).IsAtLeast(3) ? "long" : "medium";
    }

    internal string ApproversOf(LeaveRow request) => (TierOf(request), RoleIn(request)) switch
    {
        ("none" or "card", _) => "",
        ("short", "leader") => "section_head;hall_leader",
        ("short", _) => "window_leader",
        ("medium", "leader") => "unit_leader;hall_leader",
        ("medium", _) => "window_leader;section_head",
        _ => "unit_leader;hall_leader",
    };

    /// <summary>The request before it with no working minute between; an official one has nothing running into it.</summary>
    private LeaveRow? RunningInto(LeaveRow request)
    {
        if (request.Kind == "official")
            return null;

        var before = facts.Leave
            .Where(other => other.Staff == request.Staff && other.Id != request.Id
                && other.Decision != "refused" && other.Kind != "official" && other.To <= request.From)
            .MaxBy(other => other.To);
        return before is null || calendar.HasWorkingMinuteIn(before.To, request.From) ? null : before;
    }

    /// <summary>The role of the posting on the day of `from`, else of the next posting, else `staff`.</summary>
    private string RoleIn(LeaveRow request)
    {
        var day = DateOnly.FromDateTime(request.From);
        var posting = facts.PostingOn(request.Staff, day)
            ?? facts.Postings.Where(later => later.Staff == request.Staff && later.From > day).MinBy(later => later.From);
        return posting?.Role ?? "staff";
    }
}
