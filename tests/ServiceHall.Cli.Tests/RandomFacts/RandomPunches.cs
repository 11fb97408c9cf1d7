using ServiceHall.Cli.Tests.Reference;

namespace ServiceHall.Cli.Tests.RandomFacts;

/// <summary>How people come and go: the diligent, the careless, the wild, and the explanations for it.</summary>
internal sealed class RandomPunches(Dice dice, FactFiles files, RandomPlaces places, RandomLeave leave)
{
    /// <summary>Minutes about a session's start and end where the rules change their mind.</summary>
    private static readonly int[] AboutStart = [-61, -60, -59, -1, 0, 1, 2, 20, 59, 60, 61, 62, 120, 180];
    private static readonly int[] AboutEnd = [-61, -60, -1, 0, 1, 59, 60, 61];

    private readonly RandomPositions _positions = new(dice, places);
    private readonly Dictionary<(string Staff, DateOnly Day), List<DateTime>> _edges = leave.Edges
        .GroupBy(edge => (edge.Staff, DateOnly.FromDateTime(edge.At)))
        .ToDictionary(group => group.Key, group => group.Select(edge => edge.At).ToList());

    internal void Come()
    {
        if (dice.Percent(3))
            return;

        foreach (var staff in places.Staff)
        {
            var care = places.IsQuiet && dice.Percent(85) ? 100 : dice.OneOf([100, 100, 95, 90, 60, 0]);
            foreach (var day in places.Days)
                DayOf(staff, day, care);
        }

        for (var strangers = dice.Between(0, 4); strangers > 0; strangers--)
            Punch("nobody" + dice.Between(1, 2), Wild(places.AnyDay(), dice.Between(0, 1)), dice.OneOf(["in", "out"]), "", 50);
    }

    private void DayOf(string staff, DateOnly day, int care)
    {
        var window = places.PostOf(staff, day)?.Window;
        var owes = window is not null && places.Calendar.IsWorkday(day);
        if (!owes && !dice.Percent(4))
            return;

        foreach (var session in PlainCalendar.HoursOf(day))
        {
            if (owes && dice.Percent(care))
                Keep(staff, session, window!);
            else
                Fail(staff, session, window ?? "");
        }
    }

    private void Keep(string staff, HalfDay session, string window)
    {
        Punch(staff, session.Start.AddMinutes(-dice.Between(0, 60)), "in", window, 100);
        Punch(staff, session.End.AddMinutes(dice.Between(0, 60)), "out", window, 100);
    }

    private void Fail(string staff, HalfDay session, string window)
    {
        switch (dice.Between(0, 7))
        {
            case 0:
                break;
            case 1:
                Punch(staff, Near(session.Start, AboutStart), "in", window, 90);
                break;
            case 2:
                Punch(staff, Near(session.End, AboutEnd), "out", window, 90);
                break;
            case 3:
                for (var count = dice.Between(1, 5); count > 0; count--)
                    Punch(staff, Wild(session.Day, session.Name == "am" ? 0 : 1), dice.OneOf(["in", "out"]), window, 80);
                break;
            default:
                Punch(staff, NearEdge(staff, session) ?? Near(session.Start, AboutStart), "in", window, 90);
                Punch(staff, NearEdge(staff, session) ?? Near(session.End, AboutEnd), "out", window, 90);
                break;
        }

        if (dice.Percent(30))
            Explain(staff, session.Day, session.Name);
    }

    private void Explain(string staff, DateOnly day, string session)
    {
        var submitted = day.ToDateTime(TimeOnly.MinValue).AddSeconds(
            dice.Weighted((70, dice.Between(0, 86_399)), (10, 86_400), (10, -1), (10, 86_399)));
        files.Add("explanations.csv", staff, RandomHall.Day(day), session, dice.OneOf(["in", "in", "out"]),
            RandomHall.Time(submitted), dice.Truth(75));
    }

    private void Punch(string staff, DateTime minute, string action, string window, int chanceOfGoodPosition)
    {
        var (latitude, longitude, accuracy, proof) = _positions.At(window, chanceOfGoodPosition);
        var at = RandomHall.Time(minute.AddSeconds(dice.Weighted((5, dice.Between(0, 59)), (1, 0), (1, 59))));
        string[] cells = [staff, at, action, latitude, longitude, accuracy, proof];
        files.Add("punches.csv", cells);
        if (dice.Percent(2))
            files.Add("punches.csv", cells);
    }

    private DateTime Near(DateTime moment, int[] minutes) => moment.AddMinutes(dice.OneOf(minutes));

    private DateTime Wild(DateOnly day, int session)
    {
        var hours = PlainCalendar.HoursOf(day)[session];
        return dice.OneOf([Near(hours.Start, AboutStart), Near(hours.End, AboutEnd), hours.Start.AddMinutes(dice.Between(-90, 300))]);
    }

    /// <summary>About the beginning or end of a leave or an exemption of that day, where there is one.</summary>
    private DateTime? NearEdge(string staff, HalfDay session)
    {
        List<DateTime> edges =
        [
            .. _edges.GetValueOrDefault((staff, session.Day)) ?? [],
            .. _edges.GetValueOrDefault(("", session.Day)) ?? [],
        ];
        return edges.Count > 0 && dice.Percent(70)
            ? dice.OneOf(edges).AddMinutes(dice.OneOf([-1, 0, 0, 1, 59, 60, 61]))
            : null;
    }
}
