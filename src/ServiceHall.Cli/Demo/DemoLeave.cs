using ServiceHall.Rules.Calendar;

namespace ServiceHall.Cli.Demo;

/// <summary>The leave that people ask for in ordinary months, on top of the stories.</summary>
internal static class DemoLeave
{
    /// <summary>About so many workdays make a month, in which a person asks at most once.</summary>
    private const int Month = 21;

    /// <summary>How often in ten thousand months, and for how many sessions at least and at most.</summary>
    private static readonly (string Kind, int Often, int Least, int Most)[] Kinds =
    [
        ("personal", 800, 1, 3),
        ("sick", 600, 1, 6),
        ("annual", 900, 2, 10),
        ("lieu", 400, 1, 2),
        ("official", 600, 1, 4),
        ("childcare", 120, 1, 2),
        ("care", 50, 2, 10),
        ("bereavement", 20, 6, 6),
        ("marriage", 20, 20, 20),
        ("paternity", 20, 30, 30),
        ("injury", 10, 6, 20),
    ];

    private static readonly int[] Weights = [.. Kinds.Select(kind => kind.Often)];

    /// <summary>Personal errands of less than a session.</summary>
    private const int Errands = 700;

    public static void Ask(DemoSettings settings, DemoPeople people, DemoCalendar calendar)
    {
        var often = Weights.Sum();
        foreach (var person in people.All)
        {
            var dice = new DemoDice(settings.Seed, DemoTopic.Leave, person.Number);
            var diary = new DemoDiary(person, calendar, dice);
            for (var first = 0; first < calendar.Workdays.Count; first += Month)
            {
                var days = Math.Min(Month, calendar.Workdays.Count - first);
                if (dice.Chance(often * days / Month)) Decide(diary, AskForDays(diary, calendar.Workdays[first + dice.Below(days)]));
                if (dice.Chance(Errands * days / Month)) Decide(diary, RunErrand(diary, calendar.Workdays[first + dice.Below(days)]));
            }
        }
    }

    private static DemoRequest? AskForDays(DemoDiary diary, DateOnly workday)
    {
        var (kind, _, least, most) = Kinds[diary.Dice.PickWeighted(Weights)];
        var sessions = diary.Dice.Between(least, most);
        var first = sessions % 2 == 1 && diary.Dice.Chance(5_000) ? DayPart.Afternoon : DayPart.Morning;
        return diary.Sessions(kind, workday, sessions, first);
    }

    /// <summary>Later in, or out for a while: from a quarter of an hour to two hours and a half.</summary>
    private static DemoRequest? RunErrand(DemoDiary diary, DateOnly workday)
    {
        var part = diary.Dice.Chance(5_000) ? DayPart.Morning : DayPart.Afternoon;
        var afterStart = diary.Dice.Chance(6_000) ? 0 : 5 * diary.Dice.Between(2, 6);
        return diary.Minutes("personal", workday, part, afterStart, 5 * diary.Dice.Between(3, 30));
    }

    /// <summary>Most requests come beforehand and are approved.</summary>
    private static void Decide(DemoDiary diary, DemoRequest? request)
    {
        switch (diary.Dice.PickWeighted([900, 30, 20, 35, 15]))
        {
            case 1:
                diary.Come(request, DemoRequest.Refused);
                break;
            case 2:
                diary.Come(request, DemoRequest.Pending);
                break;
            case 3:
                diary.Delay(request, accepted: true);
                break;
            case 4:
                diary.Delay(request, accepted: false);
                break;
        }
    }
}
