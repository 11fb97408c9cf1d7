using System.Globalization;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Cli.Demo;

/// <summary>A credit; see the columns of <c>credits.csv</c>.</summary>
internal sealed record DemoCredit(DateOnly On, DemoWindow Window, DemoPerson? Person, ScoreItem Item, bool Recognised)
{
    public CreditLevel? Level { get; init; }
    public bool Striking { get; init; }
    public string Matter { get; init; } = "";
}

/// <summary>Praise, honours, ideas and good deeds, by people and by windows.</summary>
internal sealed class DemoCredits
{
    private const int Month = 21;
    private const int Week = 5;

    /// <summary>In ten thousand: a person's and a window's months, and the weeks in which a window is praised.</summary>
    private const int ForPeople = 250;
    private const int ForWindows = 500;
    private const int Praise = 1_200;

    private readonly DemoSettings _settings;
    private readonly DemoCalendar _calendar;
    private readonly DemoPeople _people;
    private readonly DemoDice _dice;
    private readonly List<DemoCredit> _credits = [];

    public DemoCredits(DemoSettings settings, DemoCalendar calendar, DemoPeople people)
    {
        _settings = settings;
        _calendar = calendar;
        _people = people;
        _dice = new DemoDice(settings.Seed, DemoTopic.Credits);
    }

    /// <summary>By day.</summary>
    public IReadOnlyList<DemoCredit> Make(IReadOnlyList<DemoWindow> windows)
    {
        if (_settings.HoldsEverything) TellStories();
        foreach (var person in _people.All) EarnMonthly(ForPeople, day => person.On(day)?.Window, person);
        foreach (var window in windows)
        {
            EarnMonthly(ForWindows, _ => window, null);
            EarnWeekly(window);
        }

        return [.. _credits.OrderBy(credit => credit.On)];
    }

    /// <summary>Each credit once for somebody, at each of its levels.</summary>
    private void TellStories()
    {
        foreach (var item in ItemsOn(_calendar.Period.First))
        {
            var person = _dice.Pick(_people.Steady);
            var index = _dice.Below(_calendar.Workdays.Count);
            foreach (var level in LevelsOf(item))
            {
                // From a higher level a day later: the same matter.
                var day = _calendar.Workdays[Math.Min(index++, _calendar.Workdays.Count - 1)];
                if (person.On(day) is { } posting)
                    Earn(day, posting.Window, person, item, level, recognised: true, striking: true);
            }
        }
    }

    private void EarnMonthly(int often, Func<DateOnly, DemoWindow?> windowOn, DemoPerson? person)
    {
        for (var first = 0; first < _calendar.Workdays.Count; first += Month)
        {
            var days = Math.Min(Month, _calendar.Workdays.Count - first);
            if (!_dice.Chance(often * days / Month)) continue;
            var day = _calendar.Workdays[first + _dice.Below(days)];
            var unfit = person is null ? ItemSubject.Person : ItemSubject.Window;
            var items = ItemsOn(day).Where(item => item.Subject != unfit && item.OncePer != OncePer.Week).ToList();
            if (windowOn(day) is not { } window) continue;
            var item = _dice.Pick(items);
            Earn(day, window, person, item, _dice.Pick(LevelsOf(item)), _dice.Chance(8_500), _dice.Chance(3_000));
        }
    }

    /// <summary>Praise in the hall's group, sometimes twice in a week.</summary>
    private void EarnWeekly(DemoWindow window)
    {
        for (var first = 0; first < _calendar.Workdays.Count; first += Week)
        {
            if (!_dice.Chance(Praise)) continue;
            for (var times = _dice.Chance(1_500) ? 2 : 1; times > 0; times--)
            {
                var day = _calendar.Workdays[Math.Min(first + _dice.Below(Week), _calendar.Workdays.Count - 1)];
                foreach (var item in ItemsOn(day).Where(item => item.OncePer == OncePer.Week))
                    Earn(day, window, null, item, null, _dice.Chance(9_500), striking: false);
            }
        }
    }

    private void Earn(
        DateOnly day, DemoWindow window, DemoPerson? person, ScoreItem item, CreditLevel? level, bool recognised, bool striking)
    {
        _credits.Add(new DemoCredit(day, window, person, item, recognised)
        {
            Level = level,
            Striking = striking && item.StrikingAdds is not null,
            Matter = item.OncePer == OncePer.Matter ? MatterOf(day, window, person) : "",
        });
    }

    /// <summary>What somebody is honoured for in one quarter is one matter, whoever honours them.</summary>
    private static string MatterOf(DateOnly day, DemoWindow window, DemoPerson? person) =>
        string.Create(CultureInfo.InvariantCulture, $"{Quarter.Of(day)}-{person?.Id ?? window.Id}");

    private List<ScoreItem> ItemsOn(DateOnly day) =>
    [
        .. _calendar.Rulebook.On(day).Scoring.Items.Values
            .Where(item => item.Source == ItemSource.Credit)
            .OrderBy(item => item.Code, StringComparer.Ordinal),
    ];

    private static List<CreditLevel?> LevelsOf(ScoreItem item) =>
        item.Levels is null ? [null] : [.. item.Levels.Keys.Order().Select(level => (CreditLevel?)level)];
}
