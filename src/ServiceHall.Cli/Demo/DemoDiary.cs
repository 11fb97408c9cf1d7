using ServiceHall.Rules.Calendar;

namespace ServiceHall.Cli.Demo;

/// <summary>What is planned for one person: requests for leave, and absence without any.</summary>
internal sealed class DemoDiary
{
    private readonly DemoPerson _person;
    private readonly DemoCalendar _calendar;

    public DemoDiary(DemoPerson person, DemoCalendar calendar, DemoDice dice)
    {
        _person = person;
        _calendar = calendar;
        Dice = dice;
    }

    public DemoDice Dice { get; }

    /// <summary>Any workday within a part of the period, in percent of its workdays.</summary>
    public DateOnly Workday(int fromPercent = 0, int toPercent = 100)
    {
        var days = _calendar.Workdays;
        var first = days.Count * fromPercent / 100;
        return days[Dice.Between(first, Math.Max(first, (days.Count * toPercent / 100) - 1))];
    }

    /// <summary>A workday with so many workdays from it on in one month; any workday where the period has no such month.</summary>
    public DateOnly WorkdayWithin(int workdaysOfOneMonth)
    {
        var starts = _calendar.Workdays.Zip(_calendar.Workdays.Skip(workdaysOfOneMonth - 1))
            .Where(run => run.First.Month == run.Second.Month).Select(run => run.First).ToList();
        return starts.Count == 0 ? Workday() : Dice.Pick(starts);
    }

    /// <summary>Leave for a number of sessions (half days) on end, from the start of the first one.</summary>
    public DemoRequest? Sessions(string kind, DateOnly workday, int count, DayPart first = DayPart.Morning)
    {
        var sessions = _calendar.From(workday, first);
        return Add(kind, new Interval(sessions.First().Hours.Start, sessions.ElementAt(count - 1).Hours.End));
    }

    /// <summary>Leave for some minutes of a session.</summary>
    public DemoRequest? Minutes(string kind, DateOnly workday, DayPart part, int afterStart, int minutes)
    {
        var from = _calendar.At(workday, part).Hours.Start + afterStart;
        return Add(kind, new Interval(from, from + minutes));
    }

    /// <summary>Leave for the last hour of the afternoon, on a number of workdays on end.</summary>
    public void LastHours(string kind, DateOnly workday, int days)
    {
        var afternoons = _calendar.From(workday, DayPart.Afternoon).Where(session => session.Part == DayPart.Afternoon);
        foreach (var afternoon in afternoons.Take(days))
            Add(kind, new Interval(afternoon.Hours.End - 60, afternoon.Hours.End));
    }

    /// <summary>Leave in calendar days, as the law gives it to mothers.</summary>
    public DemoRequest? CalendarDays(string kind, DateOnly workday, int days)
    {
        var end = LocalMinute.StartOf(workday.AddDays(days));
        return Add(kind, new Interval(_calendar.At(workday, DayPart.Morning).Hours.Start, end));
    }

    /// <summary>Leave on the first free day after a workday: it takes no working time.</summary>
    public DemoRequest? FreeDay(string kind, DateOnly workday)
    {
        var free = workday;
        while (_calendar.IsWorkday(free)) free = free.AddDays(1);
        var start = LocalMinute.At(free, new TimeOnly(9, 0));
        return Add(kind, new Interval(start, start + 360));
    }

    /// <summary>Leave that runs into the one before it: from the next session on.</summary>
    public DemoRequest? Extend(DemoRequest? before, string kind, int sessions)
    {
        if (before is null) return null;
        var next = _calendar.From(before.Time.End.Day, DayPart.Morning).First(session => session.Hours.Start >= before.Time.End);
        return Sessions(kind, next.Day, sessions, next.Part);
    }

    /// <summary>Stays away without asking.</summary>
    public void StayAway(DateOnly workday, int sessions, DayPart first = DayPart.Morning) =>
        _person.Away.AddRange(_calendar.From(workday, first).Take(sessions).Select(session => session.Hours));

    /// <summary>Stays away for a morning without asking, says why on the same day, and is believed.</summary>
    public void StayAwayAndExplain(DateOnly workday)
    {
        StayAway(workday, 1);
        _person.Explained.Add(_calendar.At(workday, DayPart.Morning).Hours);
    }

    /// <summary>Does not come although the request does not stand.</summary>
    public void StayAway(DemoRequest? request)
    {
        if (request is not null && !_person.Away.Contains(request.Time)) _person.Away.Add(request.Time);
    }

    /// <summary>Comes to work although there is a request that was to keep them away.</summary>
    public void Come(DemoRequest? request, string decision)
    {
        if (request is null) return;
        request.Decision = decision;
        _person.Away.Remove(request.Time);
    }

    /// <summary>Hands the request in after its start, with or without the section's consent.</summary>
    public void Delay(DemoRequest? request, bool accepted)
    {
        if (request is null) return;
        request.Submitted = request.Time.Start.ToDateTime().AddSeconds(Dice.Between(20 * 60, 150 * 60));
        request.Override = accepted;
    }

    /// <summary>Approved and in time, unless the story changes it; null where the person has no time for it.</summary>
    private DemoRequest? Add(string kind, Interval time)
    {
        if (_person.On(time.Start.Day) is null || _person.IsAway(time)) return null;
        if (_person.Requests.Exists(other => other.Time.Overlaps(time))) return null;
        var daysBefore = time.Start.Day.AddDays(-Dice.Between(1, 6)).ToDateTime(new TimeOnly(8, 40));
        var request = new DemoRequest
        {
            Person = _person,
            Kind = kind,
            Time = time,
            Submitted = daysBefore.AddSeconds(Dice.Between(0, 8 * 60 * 60)),
        };
        _person.Requests.Add(request);
        _person.Away.Add(time);
        return request;
    }
}
