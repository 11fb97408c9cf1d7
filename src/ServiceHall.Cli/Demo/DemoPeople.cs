using System.Globalization;
using ServiceHall.Rules.People;

namespace ServiceHall.Cli.Demo;

/// <summary>The hall's people: one leader for each window, colleagues, and those who came, left or moved meanwhile.</summary>
internal sealed class DemoPeople
{
    private const int EnoughForChanges = 12;
    private const int WorkdaysForChanges = 10;

    private readonly List<DemoPerson>[] _byWindow;

    public DemoPeople(DemoSettings settings, DemoCalendar calendar, IReadOnlyList<DemoWindow> windows)
    {
        _byWindow = [.. windows.Select(_ => new List<DemoPerson>())];
        All = Hire(settings, windows);
        var movable = All.Where(person => !person.IsLeader).ToList();
        var dice = new DemoDice(settings.Seed, DemoTopic.Changes);
        dice.Shuffle(movable);
        var changed = calendar.Workdays.Count >= WorkdaysForChanges && movable.Count >= EnoughForChanges
            ? Change(movable, calendar, windows, dice)
            : 0;
        var steady = movable.Skip(changed).Concat(All.Where(person => person.IsLeader)).ToList();
        dice.Shuffle(steady);
        Steady = steady;
        foreach (var person in All)
            foreach (var posting in person.Postings)
                _byWindow[posting.Window.Number].Add(person);
    }

    /// <summary>Everybody, by staff number.</summary>
    public IReadOnlyList<DemoPerson> All { get; }

    /// <summary>Those who stay at their window throughout, in no particular order.</summary>
    public IReadOnlyList<DemoPerson> Steady { get; }

    /// <summary>Everybody who is at the window at some time.</summary>
    public IReadOnlyList<DemoPerson> At(DemoWindow window) => _byWindow[window.Number];

    private static List<DemoPerson> Hire(DemoSettings settings, IReadOnlyList<DemoWindow> windows)
    {
        var sizes = new int[windows.Count];
        Array.Fill(sizes, 1);
        var dice = new DemoDice(settings.Seed, DemoTopic.WindowSizes);
        for (var extra = windows.Count; extra < settings.Staff; extra++) sizes[dice.Below(sizes.Length)]++;

        var digits = Math.Max(4, settings.Staff.ToString(CultureInfo.InvariantCulture).Length);
        var people = new List<DemoPerson>(settings.Staff);
        foreach (var window in windows)
        {
            for (var place = 0; place < sizes[window.Number]; place++)
            {
                var person = Meet(settings.Seed, people.Count + 1, digits, out var since);
                var role = place == 0 ? PostRole.Leader : PostRole.Staff;
                person.Postings.Add(new DemoPosting(window, role, PostKind.Regular, settings.Period.First.AddDays(-since), null));
                people.Add(person);
            }
        }

        return people;
    }

    private static DemoPerson Meet(ulong seed, int number, int digits, out int since)
    {
        var dice = new DemoDice(seed, DemoTopic.Person, number);
        since = dice.Between(30, 1_500);
        return new DemoPerson
        {
            Number = number,
            Id = "P" + number.ToString("D" + digits, CultureInfo.InvariantCulture),
            Name = DemoNames.Throw(dice),
            Habit = (DemoHabit)dice.PickWeighted([76, 12, 7, 5]),
            ShowsCode = dice.Chance(700),
            Desk = (dice.Between(-300, 300), dice.Between(-430, 430)),
        };
    }

    /// <summary>Changes the postings of the first people of the list; the number of people changed.</summary>
    private static int Change(
        List<DemoPerson> people, DemoCalendar calendar, IReadOnlyList<DemoWindow> windows, DemoDice dice)
    {
        var next = 0;
        foreach (var (inThousand, change) in (ReadOnlySpan<(int, Action<DemoPerson>)>)
            [(40, Transfer), (40, Arrive), (20, Leave), (60, HireForAWhile), (30, Substitute)])
        {
            for (var times = Math.Max(1, people.Count * inThousand / 1_000); times > 0; times--) change(people[next++]);
        }

        return next;

        DateOnly DayBetween(int fromPercent, int toPercent) => calendar.Workdays[
            dice.Between(calendar.Workdays.Count * fromPercent / 100, (calendar.Workdays.Count * toPercent / 100) - 1)];

        void Transfer(DemoPerson person)
        {
            if (windows.Count == 1) return;
            var old = person.Postings[0];
            var elsewhere = windows[(old.Window.Number + dice.Between(1, windows.Count - 1)) % windows.Count];
            var day = DayBetween(25, 75);
            person.Postings[0] = old with { To = day.AddDays(-1) };
            person.Postings.Add(old with { Window = elsewhere, From = day });
        }

        void Arrive(DemoPerson person) => person.Postings[0] = person.Postings[0] with { From = DayBetween(10, 60) };

        void Leave(DemoPerson person) => person.Postings[0] = person.Postings[0] with { To = DayBetween(50, 90) };

        void HireForAWhile(DemoPerson person) => person.Postings[0] = person.Postings[0] with
        {
            Kind = PostKind.Temporary,
            From = calendar.Workdays[0].AddDays(-dice.Between(5, 60)),
            To = DayBetween(60, 100),
        };

        void Substitute(DemoPerson person) => person.Postings[0] = person.Postings[0] with
        {
            Kind = PostKind.Substitute,
            From = DayBetween(0, 40),
            To = DayBetween(60, 100),
        };
    }
}
