using System.Globalization;
using ServiceHall.Cli.Tests.Reference;

namespace ServiceHall.Cli.Tests.RandomFacts;

/// <summary>A person at a window from a day to a day; `To` is empty while still there.</summary>
internal sealed record Post(string Staff, string Window, DateOnly From, DateOnly? To);

/// <summary>Calendar, sites, windows, and who is posted where: the ground that the other facts stand on.</summary>
internal sealed class RandomPlaces
{
    private static readonly (int Month, int Day)[] Turns =
        [(4, 20), (9, 20), (3, 24), (6, 22), (12, 18), (1, 1), (7, 1), (10, 1), (4, 1), (2, 25), (8, 15)];

    private readonly Dice _dice;
    private readonly FactFiles _files;
    private readonly Dictionary<DateOnly, string> _exceptions = [];

    internal DateOnly First { get; }
    internal DateOnly Last { get; }
    internal PlainCalendar Calendar { get; }
    internal Dictionary<string, (double Latitude, double Longitude, double Radius)> Sites { get; } = [];
    internal Dictionary<string, string> SiteOfWindow { get; } = [];
    internal List<Post> Posts { get; } = [];
    internal List<string> Staff { get; } = [];

    /// <summary>A hall where hardly anything happens: equal shares, and months of full attendance.</summary>
    internal bool IsQuiet { get; }

    internal IEnumerable<DateOnly> Days => PlainCalendar.Days(First, Last);

    internal RandomPlaces(Dice dice, FactFiles files, int size)
    {
        _dice = dice;
        _files = files;
        IsQuiet = dice.Percent(20);
        var (month, day) = dice.OneOf(Turns);
        First = new DateOnly(dice.Between(2024, 2027), month, day).AddDays(dice.Between(-3, 9));
        Last = First.AddDays(dice.Weighted((3, dice.Between(0, 6)), (4, dice.Between(10, 45)), (2, dice.Between(60, 184))));
        Calendar = new PlainCalendar(_exceptions);
        DeclareDays();
        BuildSites();
        BuildWindows(size);
        PostPeople(size);
    }

    internal Post? PostOf(string staff, DateOnly day) =>
        Posts.Find(post => post.Staff == staff && post.From <= day && (post.To is null || day <= post.To));

    /// <summary>Any day, or one about the turn of a quarter where there is one: there weeks and quarters part.</summary>
    internal DateOnly AnyTellingDay()
    {
        var day = AnyDay();
        var turn = PlainCalendar.LastOfMonth(day).AddDays(_dice.Between(-2, 3));
        return _dice.Percent(40) && First <= turn && turn <= Last ? turn : day;
    }

    internal DateOnly AnyDay() => First.AddDays(_dice.Between(0, Last.DayNumber - First.DayNumber));

    private void DeclareDays()
    {
        if (_dice.Percent(15))
            return;

        var weekOff = _dice.Percent(40) ? AnyDay() : DateOnly.MinValue;
        foreach (var day in PlainCalendar.Days(First.AddDays(-40), Last.AddDays(60)))
        {
            var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            var kind = day >= weekOff && day < weekOff.AddDays(7) ? "holiday"
                : _dice.Percent(weekend ? 12 : 4) ? (weekend ? "workday" : "holiday")
                : _dice.Percent(2) ? (weekend ? "holiday" : "workday")
                : "";
            if (kind.Length == 0)
                continue;

            _exceptions.Add(day, kind);
            _files.Add("calendar.csv", RandomHall.Day(day), kind);
        }
    }

    private void BuildSites()
    {
        var names = new RandomNames(_dice);
        for (var count = _dice.Between(0, 3); count > 0; count--)
        {
            var site = (
                Math.Round(_dice.Weighted((8, _dice.Real(45.5, 45.7)), (1, _dice.Real(-60, 80)), (1, 0.0)), 6),
                Math.Round(_dice.Weighted((8, _dice.Real(122.7, 122.9)), (1, 179.9999), (1, -180.0)), 6),
                _dice.OneOf([150, 30.5, 200, 86.25, 5, 20_000]));
            var id = names.Next("S");
            Sites.Add(id, site);
            _files.Add("sites.csv", id, RandomHall.Number(site.Item1), RandomHall.Number(site.Item2), RandomHall.Number(site.Item3));
        }
    }

    private void BuildWindows(int size)
    {
        var names = new RandomNames(_dice);
        for (var count = _dice.Weighted((4, _dice.Between(1, 2 + size / 2)), (1, size), (1, 1)); count > 0; count--)
        {
            var id = names.Next("W");
            var site = Sites.Count == 0 || _dice.Percent(30) ? "" : _dice.OneOf([.. Sites.Keys]);
            SiteOfWindow.Add(id, site);
            _files.Add("windows.csv", id, "单位" + _dice.Between(1, 4).ToString(CultureInfo.InvariantCulture), site);
        }
    }

    /// <summary>One posting after the other for each person, at once or after a gap; the last one may still run.</summary>
    private void PostPeople(int size)
    {
        var names = new RandomNames(_dice);
        List<string> windows = [.. SiteOfWindow.Keys];
        for (var count = Math.Max(1, _dice.Between(size - size / 4, size)); count > 0; count--)
        {
            var staff = names.Next("P");
            Staff.Add(staff);
            var from = _dice.Weighted((6, First.AddDays(-_dice.Between(0, 400))), (2, AnyDay()), (1, Last.AddDays(1)));
            for (var more = _dice.Weighted((6, 0), (3, 1), (1, 3)); more >= 0; more--)
            {
                var stays = more == 0 && _dice.Percent(75);
                var to = from.AddDays(_dice.OneOf([0, 1, 5, 20, 45, 90]));
                if (from < First && more > 0 && to < First)
                    to = AnyDay();
                Post(new Post(staff, _dice.OneOf(windows), from, stays ? null : to));
                from = to.AddDays(_dice.Weighted((7, 1), (3, _dice.Between(2, 15))));
            }
        }
    }

    private void Post(Post post)
    {
        Posts.Add(post);
        _files.Add("staff.csv", post.Staff, post.Window, _dice.Percent(20) ? "leader" : "staff",
            _dice.OneOf(["regular", "temporary", "substitute"]), RandomHall.Day(post.From),
            post.To is { } to ? RandomHall.Day(to) : "");
    }
}
