namespace ServiceHall.Cli.Tests.Reference;

/// <summary>The contract's "Punches": which are refused and why, and what is kept of the others.</summary>
internal sealed class PlainPunches
{
    private const double EarthRadius = 6_371_008.8;

    private readonly PlainFacts _facts;
    private readonly PlainCalendar _calendar;
    private readonly Dictionary<(string Staff, DateOnly Day, string Session, string Action), List<DateTime>> _accepted = [];

    internal List<(PunchRow Punch, string Reason)> Rejections { get; } = [];

    internal PlainPunches(PlainFacts facts, PlainCalendar calendar, IEnumerable<DateOnly> period)
    {
        _facts = facts;
        _calendar = calendar;
        var days = period.ToHashSet();
        foreach (var punch in facts.Punches.Where(punch => days.Contains(DateOnly.FromDateTime(punch.At))))
        {
            var minute = punch.At.AddSeconds(-punch.At.Second);
            if (ReasonAgainst(punch, minute) is { } reason)
            {
                Rejections.Add((punch, reason));
                continue;
            }

            var session = SlotFor(punch.Action, minute)!;
            Accepted(punch.Staff, session, punch.Action).Add(minute);
        }
    }

    /// <summary>The first accepted sign-in, and the last accepted sign-out that is not before it.</summary>
    internal (DateTime? In, DateTime? Out) Kept(string staff, HalfDay session)
    {
        var signIn = Accepted(staff, session, "in").Min(minute => (DateTime?)minute);
        var signOut = Accepted(staff, session, "out").Where(minute => signIn is null || minute >= signIn)
            .Max(minute => (DateTime?)minute);
        return (signIn, signOut);
    }

    private List<DateTime> Accepted(string staff, HalfDay session, string action)
    {
        var slot = (staff, session.Day, session.Name, action);
        if (!_accepted.TryGetValue(slot, out var minutes))
            _accepted.Add(slot, minutes = []);
        return minutes;
    }

    private string? ReasonAgainst(PunchRow punch, DateTime minute)
    {
        var day = DateOnly.FromDateTime(minute);
        var posting = _facts.PostingOn(punch.Staff, day);
        if (posting is null)
            return "not_enrolled";
        if (!_calendar.IsWorkday(day))
            return "not_workday";
        if (SlotFor(punch.Action, minute) is null)
            return "outside_hours";

        var site = _facts.SiteOfWindow[posting.Window];
        if (site.Length == 0 || punch.Proof == "code")
            return null;
        if (punch.Latitude is null || punch.Longitude is null || punch.Accuracy is null)
            return "no_position";
        if (punch.Accuracy > 100)
            return "inaccurate";
        return Distance(punch, _facts.Sites[site]) > _facts.Sites[site].Radius ? "outside_area" : null;
    }

    /// <summary>The session whose slot of this action is open in that minute, both ends included.</summary>
    private HalfDay? SlotFor(string action, DateTime minute) =>
        _calendar.SessionsOf(DateOnly.FromDateTime(minute)).SingleOrDefault(session => action == "in"
            ? session.Start.AddMinutes(-60) <= minute && minute <= session.End
            : session.Start <= minute && minute <= session.End.AddMinutes(60));

    /// <summary>Metres on the sphere by the haversine, rounded to the centimetre.</summary>
    private static decimal Distance(PunchRow punch, SiteRow site)
    {
        var (here, there) = (Radians(punch.Latitude!.Value), Radians(site.Latitude));
        var acrossLatitude = Math.Sin((here - there) / 2);
        var acrossLongitude = Math.Sin(Radians(punch.Longitude!.Value - site.Longitude) / 2);
        var haversine = acrossLatitude * acrossLatitude
            + Math.Cos(here) * Math.Cos(there) * acrossLongitude * acrossLongitude;
        var metres = 2 * EarthRadius * Math.Asin(Math.Sqrt(Math.Min(1, haversine)));
        return Math.Round((decimal)metres, 2, MidpointRounding.AwayFromZero);
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
