using ServiceHall.Rules.Calendar;

namespace ServiceHall.Cli.Demo;

/// <summary>Time that nobody owes; see the columns of <c>exemptions.csv</c>.</summary>
internal sealed record DemoExemption(Interval Time, string Reason, DemoSite? Site, DemoPerson? Person)
{
    public bool HoldsFor(DemoPerson person, DemoPosting posting, Interval time) =>
        Time.Overlaps(time) && (Site is null || Site == posting.Window.Site) && (Person is null || Person == person);
}

/// <summary>Whole-hall meetings, power and network failures, and people called away by a court.</summary>
internal sealed class DemoExemptions
{
    private const int MeetingEvery = 21;
    private const int FailureEvery = 60;
    private const int PeopleForEachWitness = 300;

    private readonly DemoCalendar _calendar;
    private readonly DemoDice _dice;
    private readonly List<DemoExemption> _declared = [];
    private readonly ILookup<DateOnly, DemoExemption> _byDay;

    public DemoExemptions(DemoSettings settings, DemoPeople people, DemoCalendar calendar, IReadOnlyList<DemoSite> sites)
    {
        _calendar = calendar;
        _dice = new DemoDice(settings.Seed, DemoTopic.Exemptions);
        for (var day = 0; day + MeetingEvery <= calendar.Workdays.Count; day += MeetingEvery)
            Declare(day, MeetingEvery, DayPart.Afternoon, hours => new Interval(hours.End - 90, hours.End), "全体人员会议");
        for (var day = 0; day < calendar.Workdays.Count; day += FailureEvery)
        {
            Declare(day, FailureEvery, DayPart.Afternoon, hours => hours, "停电", sites[^1]);
            Declare(day, FailureEvery, DayPart.Morning, hours => new Interval(hours.Start, hours.Start + 45), "网络故障", sites[0]);
        }

        for (var number = 0; number < people.Steady.Count; number += PeopleForEachWitness)
            Declare(0, calendar.Workdays.Count, DayPart.Morning, hours => hours, "出庭作证", null, people.Steady[^(number + 1)]);
        All = [.. _declared.OrderBy(exemption => exemption.Time.Start)];
        _byDay = All.ToLookup(exemption => exemption.Time.Start.Day);
    }

    /// <summary>By start.</summary>
    public IReadOnlyList<DemoExemption> All { get; }

    /// <summary>Those of one day, for all; none of them passes midnight.</summary>
    public IReadOnlyList<DemoExemption> On(DateOnly day) => [.. _byDay[day]];

    private void Declare(
        int firstDay, int days, DayPart part, Func<Interval, Interval> within, string reason,
        DemoSite? site = null, DemoPerson? person = null)
    {
        var workdays = _calendar.Workdays;
        if (firstDay >= workdays.Count) return;
        var day = workdays[_dice.Between(firstDay, Math.Min(firstDay + days, workdays.Count) - 1)];
        var time = within(_calendar.At(day, part).Hours);
        if (person?.IsAway(time) != true) _declared.Add(new DemoExemption(time, reason, site, person));
    }
}
