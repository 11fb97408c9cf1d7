using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Cli.Demo;

/// <summary>The workdays of the period and their sessions, by the announced holidays and the built-in rulebook.</summary>
internal sealed class DemoCalendar
{
    private readonly HallCalendar _calendar;

    public DemoCalendar(Period period)
    {
        Period = period;
        Rulebook = HallRulebook.BuiltIn;
        var official = OfficialHolidays.BuiltIn;
        var years = Enumerable.Range(period.First.Year, period.Last.Year - period.First.Year + 1).ToList();
        Unannounced = [.. years.Where(year => !official.IsAnnounced(year))];
        Exceptions = [.. years.SelectMany(year => official.Year(year)?.Days ?? [])];
        _calendar = new HallCalendar(Exceptions.Select(
            day => KeyValuePair.Create(day.Date, day.Kind == OfficialDayKind.Work)));
        Timetable = new Timetable(_calendar, Rulebook);
        Workdays = [.. period.Days.Where(_calendar.IsWorkday)];
    }

    public Period Period { get; }

    public HallRulebook Rulebook { get; }

    public Timetable Timetable { get; }

    /// <summary>The workdays of the period, ascending.</summary>
    public IReadOnlyList<DateOnly> Workdays { get; }

    /// <summary>The announced days off and make-up workdays of the period's years.</summary>
    public IReadOnlyList<OfficialDay> Exceptions { get; }

    /// <summary>Years of the period for which nothing is announced: Monday to Friday are taken as workdays.</summary>
    public IReadOnlyList<int> Unannounced { get; }

    public bool IsWorkday(DateOnly day) => _calendar.IsWorkday(day);

    public Session At(DateOnly workday, DayPart part) =>
        Timetable.Find(workday, part) ?? throw new InvalidOperationException($"{workday:O} is not a workday.");

    /// <summary>A session and those after it, without end: leave can last beyond the period.</summary>
    public IEnumerable<Session> From(DateOnly day, DayPart part)
    {
        var skip = (int)part;
        for (; ; day = day.AddDays(1))
        {
            foreach (var session in Timetable.On(day).Skip(skip)) yield return session;
            skip = 0;
        }
    }
}
