using ServiceHall.Cli.Tests.Reference;

namespace ServiceHall.Cli.Tests.RandomFacts;

/// <summary>Requests one after the other for each person, touching or nearly touching; refused ones lie across them.</summary>
internal sealed class RandomLeave(Dice dice, FactFiles files, RandomPlaces places)
{
    private static readonly string[] Kinds =
    [
        "annual", "marriage", "bereavement", "maternity", "paternity", "childcare", "nursing", "care", "injury", "lieu",
    ];

    private readonly RandomNames _names = new(dice);

    private readonly List<(DateTime From, DateTime To)> _requests = [];

    /// <summary>Where requests and exemptions begin and end, by person (blank: everybody): punches gather there.</summary>
    internal List<(string Staff, DateTime At)> Edges { get; } = [];

    internal void Ask()
    {
        if (dice.Percent(10))
            return;

        foreach (var staff in places.Staff)
        {
            var count = places.IsQuiet
                ? dice.Weighted((8, 0), (2, 1))
                : dice.Weighted((4, 0), (3, dice.Between(1, 3)), (3, dice.Between(4, 14)));
            var free = places.First.AddDays(-dice.Between(0, 12)).ToDateTime(TimeOnly.MinValue);
            if (dice.Percent(5))
                free = StayAway(staff, free);
            for (; count > 0 && DateOnly.FromDateTime(free) <= places.Last.AddDays(20); count--)
            {
                var from = Start(free);
                var to = End(from);
                Write(staff, from, to, dice.Weighted((75, "approved"), (15, "pending"), (10, "refused")));
                if (dice.Percent(15))
                {
                    var across = from.AddMinutes(dice.OneOf([-400, -60, 0, 30]));
                    Write(staff, across, End(across), "refused");
                }

                free = to;
            }
        }
    }

    internal void Exempt()
    {
        var sites = places.Sites.Keys.ToList();
        for (var count = dice.Weighted((3, 0), (5, dice.Between(1, 4)), (2, dice.Between(5, 12))); count > 0; count--)
        {
            var from = dice.Percent(50) && Edges.Count > 0
                ? dice.OneOf(Edges).At.AddMinutes(dice.OneOf([0, 0, -30, -180, 1, -1]))
                : Boundary(places.AnyDay(), dice.Between(0, 3)).AddMinutes(dice.OneOf([0, -30, 0, 30, 90, -1]));
            var to = dice.Percent(85) ? from.AddMinutes(dice.OneOf([1, 30, 90, 180, 210, 240, 540])) : End(from);
            if (_requests.Count > 0 && dice.Percent(15))
                (from, to) = dice.OneOf(_requests);
            var site = sites.Count > 0 && dice.Percent(40) ? dice.OneOf(sites) : "";
            var staff = dice.Percent(40) ? dice.OneOf(places.Staff) : "";
            Edges.Add((staff, from));
            Edges.Add((staff, to));
            files.Add("exemptions.csv", _names.Next("E"), RandomHall.Time(from), RandomHall.Time(to), site, staff);
        }
    }

    /// <summary>Sick and personal leave that make about thirty days together.</summary>
    private DateTime StayAway(string staff, DateTime free)
    {
        var first = dice.OneOf([3, 12, 15]);
        var from = NextSession(dice.Percent(50) ? free : places.First.ToDateTime(TimeOnly.MinValue)).Start;
        var middle = AfterWorkdays(from, first);
        var to = AfterWorkdays(middle, 30 - first);
        Write(staff, from, middle, "approved", "personal");
        Write(staff, middle, to, "approved", "sick");
        return to;
    }

    private void Write(string staff, DateTime from, DateTime to, string decision) => Write(staff, from, to, decision,
        dice.Weighted((35, "personal"), (20, "sick"), (15, "official"), (30, dice.OneOf(Kinds))));

    private void Write(string staff, DateTime from, DateTime to, string decision, string kind)
    {
        var submitted = dice.Weighted(
            (50, from.AddSeconds(-dice.Between(1, 500_000))), (10, from), (10, from.AddSeconds(1)),
            (10, from.AddSeconds(dice.Between(1, 200_000))));
        _requests.Add((from, to));
        Edges.Add((staff, from));
        Edges.Add((staff, to));
        files.Add("leave.csv", _names.Next("L"), staff, kind, RandomHall.Time(from), RandomHall.Time(to),
            RandomHall.Time(submitted), decision, dice.Truth(20));
    }

    /// <summary>At once, at the next session, a minute into it, or somewhat later: never before it is free.</summary>
    private DateTime Start(DateTime free)
    {
        var later = DateOnly.FromDateTime(free).AddDays(dice.Between(1, 18));
        var session = NextSession(free);
        var next = session.Start < free ? NextSession(session.End) : session;
        return dice.Weighted(
            (30, free),
            (30, next.Start),
            (8, next.Start.AddMinutes(1)),
            (25, Boundary(later, dice.Between(0, 3)).AddMinutes(dice.OneOf([0, 0, 0, -1, 1, 60]))),
            (7, later.ToDateTime(TimeOnly.MinValue).AddMinutes(dice.Between(0, 1439))));
    }

    private DateTime End(DateTime from) => dice.Weighted(
        (45, from.AddMinutes(dice.OneOf([1, 19, 20, 20, 21, 60, 129, 130, 130, 131, 180, 194, 195, 196, 210]))),
        (20, NextSession(from).End),
        (6, NextSession(from).Start > from ? NextSession(from).Start : from.AddMinutes(15)),
        (24, AfterWorkdays(from, dice.OneOf([1, 1, 2, 3, 3, 3, 4]))),
        (5, AfterWorkdays(from, dice.OneOf([30, 29, 31, 12]))));

    /// <summary>The end of that many workdays from there, or a minute about it.</summary>
    private DateTime AfterWorkdays(DateTime from, int count)
    {
        var session = NextSession(from);
        for (var more = count * 2 - 1; more > 0; more--)
            session = NextSession(session.End);
        return session.End.AddMinutes(dice.Weighted((8, 0), (1, 1), (1, -1)));
    }

    /// <summary>The first session of a workday that ends after that moment.</summary>
    private HalfDay NextSession(DateTime after)
    {
        for (var day = DateOnly.FromDateTime(after); ; day = day.AddDays(1))
        {
            if (places.Calendar.SessionsOf(day).Find(session => session.End > after) is { } session)
                return session;
        }
    }

    private static DateTime Boundary(DateOnly day, int which)
    {
        var hours = PlainCalendar.HoursOf(day);
        return which switch { 0 => hours[0].Start, 1 => hours[0].End, 2 => hours[1].Start, _ => hours[1].End };
    }
}
