using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;

namespace ServiceHall.Cli.Demo;

/// <summary>What went wrong in a session.</summary>
internal enum DemoFault
{
    None,
    Late,
    Early,
    NoOut,
    FarTooLate,
    NoIn,
}

/// <summary>When somebody comes and goes in one session; null: no punch.</summary>
internal readonly record struct DemoVisit(DateTime? In, DateTime? Out, DemoFault Fault);

/// <summary>Draws how people come and go, by their habit.</summary>
internal static class DemoSessions
{
    /// <summary>Sessions in ten thousand: late, early, no sign-out, over an hour late, no sign-in.</summary>
    private static readonly int[][] Faults =
    [
        [25, 8, 15, 1, 2], // punctual
        [1_100, 60, 40, 40, 10], // often late
        [40, 10, 900, 2, 60], // forgetful
        [30, 450, 20, 2, 2], // leaves early
    ];

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
        var fault = Throw(habit, dice);
        if (fault == DemoFault.FarTooLate && owed.Minutes <= lateLimit + 20) fault = DemoFault.Late;
        if (fault is DemoFault.Late or DemoFault.Early && owed.Minutes <= lateLimit) fault = DemoFault.None;
        var start = owed.Start.ToDateTime();
        var end = owed.End.ToDateTime();
        DateTime? comes = fault switch
        {
            DemoFault.NoIn => null,
            DemoFault.Late => start.AddSeconds(dice.Between(60, 60 * Math.Min(lateLimit, dice.Between(2, lateLimit)))),
            DemoFault.FarTooLate => start.AddSeconds(dice.Between(60 * (lateLimit + 1), 60 * (int)(owed.Minutes - 10))),
            _ => start.AddSeconds(-dice.Between(20, 60 * dice.Between(3, 25))),
        };
        DateTime? goes = fault switch
        {
            DemoFault.NoOut => null,
            DemoFault.Early => end.AddSeconds(-dice.Between(61, 60 * dice.Between(3, 40))),
            // Who leaves before the session's end (leave, a meeting) signs out then; nobody lingers.
            _ => end.AddSeconds(dice.Between(5, 60 * dice.Between(2, owed.End < hours.End ? 5 : 25))),
        };
        return new DemoVisit(comes, goes, fault);
    }

    private static DemoFault Throw(DemoHabit habit, DemoDice dice)
    {
        var often = Faults[(int)habit];
        var thrown = dice.Below(10_000);
        for (var i = 0; i < often.Length; i++)
        {
            thrown -= often[i];
            if (thrown < 0) return (DemoFault)(i + 1);
        }

        return DemoFault.None;
    }
}
