using ServiceHall.Rules.Calendar;

namespace ServiceHall.Cli.Demo;

/// <summary>
/// What happens in every hall of some size at least once: each kind of leave, each level of approval and both sides of
/// its bounds, and the people whom the rules single out. One person for each story, the telling ones first.
/// </summary>
internal static class DemoStories
{
    /// <summary>In a larger hall the stories happen again, once for so many people.</summary>
    private const int PeopleForEachRound = 400;

    /// <summary>In a smaller hall most people lead ordinary lives all the same: one in so many has a story at most.</summary>
    private const int OneIn = 3;

    private static readonly Action<DemoDiary>[] Stories =
    [
        // Truant once; person and window lose the quarter (请假 (三)).
        diary => diary.StayAway(diary.Workday(), 1, DayPart.Afternoon),
        // Ill for three days, then two more: measured together.
        diary => diary.Extend(diary.Sessions("sick", diary.Workday(0, 90), 6), "sick", 4),
        // Over three days of personal leave in one month.
        diary => diary.Sessions("personal", diary.WorkdayWithin(workdaysOfOneMonth: 4), 8),
        // Ill in the morning, asked afterwards; the section accepts.
        diary => diary.Delay(diary.Sessions("sick", diary.Workday(), 2), accepted: true),
        // The same, not accepted: the leave does not count, so the day is truancy.
        diary => diary.Delay(diary.Sessions("personal", diary.Workday(), 1), accepted: false),
        // Truant, explained the same day and believed: absent, without points.
        diary => diary.StayAwayAndExplain(diary.Workday()),
        // Truant for three days in a year: back to the unit (请假 (四)).
        diary => diary.StayAway(diary.Workday(0, 80), 6),
        // Ill for more than thirty days: no 优秀 in this year (请假 (四)).
        diary => diary.Sessions("sick", diary.Workday(0, 40), 64),
        diary => diary.Sessions("annual", diary.Workday(0, 90), 10),
        diary => diary.Sessions("marriage", diary.Workday(0, 80), 20),
        diary => diary.Sessions("bereavement", diary.Workday(), 6),
        diary => diary.CalendarDays("maternity", diary.Workday(10, 60), 158),
        diary => diary.Sessions("paternity", diary.Workday(0, 80), 30),
        diary => diary.Sessions("childcare", diary.Workday(), 2),
        diary => diary.LastHours("nursing", diary.Workday(0, 80), 10),
        diary => diary.Sessions("care", diary.Workday(), 10),
        diary => diary.Sessions("injury", diary.Workday(0, 80), 24),
        diary => diary.Sessions("lieu", diary.Workday(), 1, DayPart.Afternoon),
        // Official business chains with nothing.
        diary => diary.Extend(diary.Sessions("official", diary.Workday(0, 90), 2), "personal", 2),
        // Twenty minutes: the card on the table is enough (考勤 一(四)). Twenty-one: leave.
        diary => diary.Minutes("personal", diary.Workday(), DayPart.Morning, 60, 20),
        diary => diary.Minutes("personal", diary.Workday(), DayPart.Morning, 60, 21),
        // Half a day, then half a day, on both sides of a night: a whole day together.
        diary => diary.Extend(diary.Sessions("annual", diary.Workday(0, 90), 1, DayPart.Afternoon), "lieu", 1),
        diary => diary.FreeDay("annual", diary.Workday()),
        diary => diary.Come(diary.Sessions("annual", diary.Workday(), 4), DemoRequest.Refused),
        // Refused, and stays away all the same.
        diary =>
        {
            var refused = diary.Sessions("personal", diary.Workday(), 1);
            diary.Come(refused, DemoRequest.Refused);
            diary.StayAway(refused);
        },
        diary => diary.Come(diary.Sessions("lieu", diary.Workday(90), 2), DemoRequest.Pending),
    ];

    public static void Tell(DemoSettings settings, DemoPeople people, DemoCalendar calendar)
    {
        var rounds = 1 + (settings.Staff / PeopleForEachRound);
        var count = Math.Min(people.Steady.Count / OneIn, rounds * Stories.Length);
        for (var i = 0; i < count; i++)
        {
            var person = people.Steady[i];
            var dice = new DemoDice(settings.Seed, DemoTopic.Stories, person.Number);
            Stories[i % Stories.Length](new DemoDiary(person, calendar, dice));
        }
    }
}
