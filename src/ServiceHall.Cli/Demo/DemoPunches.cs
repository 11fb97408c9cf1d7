using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Cli.Demo;

/// <summary>
/// Writes punches and explanations day by day, without keeping them: a large hall has millions. Among them are taps
/// that the rules reject: on the way to the hall, with a poor position, too early, too late, on a day off, by somebody
/// who is not enrolled yet.
/// </summary>
internal sealed class DemoPunches
{
    private readonly DemoSettings _settings;
    private readonly DemoCalendar _calendar;
    private readonly DemoPeople _people;
    private readonly DemoExemptions _exemptions;

    public DemoPunches(DemoSettings settings, DemoCalendar calendar, DemoPeople people, DemoExemptions exemptions)
    {
        _settings = settings;
        _calendar = calendar;
        _people = people;
        _exemptions = exemptions;
    }

    /// <summary>Writes all days; after each the share of them that is done is reported.</summary>
    public void Write(DemoTaps taps, DemoExplanations explanations, Action<double> progress)
    {
        var (first, count) = (_calendar.Period.First.DayNumber, (double)_calendar.Period.Days.Count());
        foreach (var day in _calendar.Period.Days)
        {
            if (_calendar.IsWorkday(day)) WriteWorkday(day, taps, explanations);
            else WriteFreeDay(day, taps);
            progress((day.DayNumber - first + 1) / count);
        }
    }

    private void WriteWorkday(DateOnly day, DemoTaps taps, DemoExplanations explanations)
    {
        var rules = _calendar.Rulebook.On(day).Attendance;
        var sessions = _calendar.Timetable.On(day);
        var exempt = _exemptions.On(day);
        if (day == _calendar.Workdays[_calendar.Workdays.Count / 2])
            taps.Stranger("T0001", _people.All[0].Postings[0].Window.Site, sessions[0].Hours.Start.ToDateTime().AddMinutes(-6));
        foreach (var person in _people.All)
        {
            if (person.On(day) is not { } posting)
            {
                TapWithoutPosting(person, day, sessions[0], taps);
                continue;
            }

            var dice = new DemoDice(_settings.Seed, DemoTopic.Session, person.Number, day.DayNumber);
            foreach (var session in sessions)
            {
                var owed = exempt.Count == 0 && !person.IsAway(session.Hours)
                    ? session.Hours
                    : DemoSessions.Owed(session, person, exempt.Where(exemption => exemption.HoldsFor(person, posting, session.Hours)));
                Attend(person, posting, session, rules, owed, dice, taps, explanations);
            }
        }
    }

    private static void Attend(
        DemoPerson person, DemoPosting posting, Session session, AttendanceRules rules, Interval? owed, DemoDice dice,
        DemoTaps taps, DemoExplanations explanations)
    {
        if (owed is { } time)
        {
            var visit = DemoSessions.Visit(session.Hours, time, person.Habit, rules.LateLimit.Value, dice);
            taps.Write(person, posting.Window.Site, session, visit, rules, dice);
            explanations.Consider(person, session, visit, dice);
        }
        else if (person.Explained.Contains(session.Hours))
        {
            explanations.Write(person, session, dice);
        }
    }

    /// <summary>New people try the day before they are enrolled, and some the day after they left.</summary>
    private static void TapWithoutPosting(DemoPerson person, DateOnly day, Session morning, DemoTaps taps)
    {
        foreach (var posting in person.Postings)
        {
            if (day == posting.From.AddDays(-1) || day == posting.To?.AddDays(1))
                taps.Stray(person, posting.Window.Site, morning.Hours.Start.ToDateTime().AddSeconds(-400));
        }
    }

    private void WriteFreeDay(DateOnly day, DemoTaps taps)
    {
        foreach (var person in _people.All)
        {
            var dice = new DemoDice(_settings.Seed, DemoTopic.StrayTap, person.Number, day.DayNumber);
            if (dice.Chance(30) && person.On(day) is { } posting)
                taps.Stray(person, posting.Window.Site, day.ToDateTime(new TimeOnly(8, 0)).AddSeconds(dice.Below(3_600)));
        }
    }
}
