using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;

namespace ServiceHall.Cli.Demo;

/// <summary>How somebody comes.</summary>
internal enum DemoArrival
{
    InTime,
    Late,
    FarTooLate,
    WithoutSignIn,
}

/// <summary>How somebody goes.</summary>
internal enum DemoDeparture
{
    InTime,
    Early,
    WithoutSignOut,
}

/// <summary>When and how somebody comes and goes in one session; null: no punch.</summary>
internal readonly record struct DemoVisit(DateTime? In, DateTime? Out, DemoArrival Arrival, DemoDeparture Departure);

/// <summary>Draws how people come and go, by their habit.</summary>
internal static class DemoSessions
{
    /// <summary>Of ten thousand sessions, for each habit: in time, late, far too late, without a sign-in.</summary>
    private static readonly int[][] Arrivals = [[9_970, 26, 1, 3], [8_850, 1_100, 40, 10], [9_890, 45, 5, 60], [9_960, 36, 2, 2]];

    /// <summary>In time, early, without a sign-out.</summary>
    private static readonly int[][] Departures = [[9_976, 9, 15], [9_850, 90, 60], [9_040, 10, 950], [9_530, 450, 20]];

    /// <summary>What of the session is left to be there for; null: nothing.</summary>
    public static Interval? Owed(Session session, DemoPerson person, IEnumerable<DemoExemption> exemptions)
    {
        var covers = person.Away.Where(time => time.Overlaps(session.Hours))
            .Concat(exemptions.Select(exemption => exemption.Time))
            .Select(time => new Cover(time, null, null));
        return ServiceHall.Rules.Attendance.Owed.Of(session, [.. covers]).Required;
    }

    public static DemoVisit Visit(Interval hours, Interval owed, DemoHabit habit, int lateLimit, DemoDice dice)
    {
        var arrival = (DemoArrival)dice.PickWeighted(Arrivals[(int)habit]);
        var departure = (DemoDeparture)dice.PickWeighted(Departures[(int)habit]);
        // What is left of a session can be too short for it.
        if (owed.Minutes <= 2 * lateLimit) (arrival, departure) = (DemoArrival.InTime, DemoDeparture.InTime);
        var start = owed.Start.ToDateTime();
        var end = owed.End.ToDateTime();
        DateTime? comes = arrival switch
        {
            DemoArrival.WithoutSignIn => null,
            DemoArrival.Late => start.AddSeconds(dice.Between(60, 60 * dice.Between(2, lateLimit))),
            DemoArrival.FarTooLate => start.AddSeconds(dice.Between(60 * (lateLimit + 1), 60 * (int)(owed.Minutes - 50))),
            _ => start.AddSeconds(-dice.Between(20, 60 * dice.Between(3, 25))),
        };
        DateTime? goes = departure switch
        {
            DemoDeparture.WithoutSignOut => null,
            DemoDeparture.Early => end.AddSeconds(-dice.Between(61, 60 * dice.Between(3, 40))),
            // Who leaves before the session's end (leave, a meeting) signs out then and does not linger.
            _ => end.AddSeconds(dice.Between(5, 60 * dice.Between(2, owed.End < hours.End ? 5 : 25))),
        };
        return new DemoVisit(comes, goes, arrival, departure);
    }
}
