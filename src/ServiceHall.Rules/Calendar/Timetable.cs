using System.Collections.Concurrent;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Calendar;

/// <summary>The sessions of each workday: the calendar's workdays with the hours that the rulebook gives them.</summary>
public sealed class Timetable
{
    private readonly ConcurrentDictionary<DateOnly, Session[]> _sessions = new();

    /// <summary>A timetable for a calendar under a rulebook.</summary>
    public Timetable(HallCalendar calendar, HallRulebook rulebook)
    {
        Calendar = calendar;
        Rulebook = rulebook;
    }

    /// <summary>Which days are workdays.</summary>
    public HallCalendar Calendar { get; }

    /// <summary>The rules that give the hours.</summary>
    public HallRulebook Rulebook { get; }

    /// <summary>Morning and afternoon of a workday; nothing on another day.</summary>
    public IReadOnlyList<Session> On(DateOnly day) => Find(day);

    /// <summary>The session of a workday; null on another day.</summary>
    public Session? Find(DateOnly day, DayPart part)
    {
        var sessions = Find(day);
        return sessions.Length == 0 ? null : sessions[(int)part];
    }

    /// <summary>The sessions that share a minute with the time, in order.</summary>
    public IEnumerable<Session> Touching(Interval time)
    {
        if (time.IsEmpty) yield break;
        foreach (var day in new Period(time.Start.Day, (time.End - 1).Day).Days)
        {
            foreach (var session in On(day))
            {
                if (session.Hours.Overlaps(time)) yield return session;
            }
        }
    }

    /// <summary>How many working minutes lie in the time, whoever is posted then.</summary>
    public long WorkingMinutes(Interval time) => Touching(time).Sum(session => session.Hours.MinutesIn(time));

    private Session[] Find(DateOnly day) => _sessions.GetOrAdd(day, static (date, self) => self.Make(date), this);

    private Session[] Make(DateOnly day)
    {
        if (!Calendar.IsWorkday(day)) return [];
        var hours = Rulebook.On(day).Attendance.HoursOn(day);
        return [Of(DayPart.Morning, hours.Morning), Of(DayPart.Afternoon, hours.Afternoon)];

        Session Of(DayPart part, TimeRange range) => new(
            day, part, new Interval(LocalMinute.At(day, range.Start), LocalMinute.At(day, range.End)));
    }
}
