namespace ServiceHall.Cli.Demo;

/// <summary>An invented hall: everything but the punches, which are thrown while they are written.</summary>
internal sealed class DemoHall
{
    private readonly DemoSettings _settings;
    private readonly DemoCalendar _calendar;
    private readonly IReadOnlyList<DemoWindow> _windows;
    private readonly IReadOnlyList<DemoSite> _sites;
    private readonly DemoPeople _people;
    private readonly DemoExemptions _exemptions;

    private DemoHall(DemoSettings settings, DemoCalendar calendar)
    {
        _settings = settings;
        _calendar = calendar;
        _windows = DemoWindows.Make(settings.Windows);
        _sites = DemoWindows.SitesOf(_windows);
        _people = new DemoPeople(settings, calendar, _windows);
        DemoStories.Tell(settings, _people, calendar);
        DemoLeave.Ask(settings, _people, calendar);
        DemoCovers.Assign(_windows, _people, calendar);
        _exemptions = new DemoExemptions(settings, _people, calendar, _sites);
    }

    /// <summary>Who works where, who is away when, and what is closed.</summary>
    /// <param name="settings">How large, and when.</param>
    /// <param name="calendar">The calendar of the period, with a workday at least.</param>
    public static DemoHall Arrange(DemoSettings settings, DemoCalendar calendar) => new(settings, calendar);

    /// <summary>Writes all files; the share of the punches that is written is reported.</summary>
    public void Write(DemoFacts facts, Action<double> progress)
    {
        facts.WriteCalendar(_calendar.Exceptions);
        facts.WriteSites(_sites);
        facts.WriteWindows(_windows);
        facts.WriteStaff(_people.All);
        facts.WriteLeave(_people.All.SelectMany(person => person.Requests).OrderBy(request => request.Submitted));
        facts.WriteExemptions(_exemptions.All);
        facts.WriteFindings(new DemoFindings(_settings, _calendar, _people).Make(_windows));
        facts.WriteCredits(new DemoCredits(_settings, _calendar, _people).Make(_windows));
        using var punches = facts.Open("punches.csv");
        using var explanations = facts.Open("explanations.csv");
        new DemoPunches(_settings, _calendar, _people, _exemptions)
            .Write(new DemoTaps(punches), new DemoExplanations(explanations), progress);
    }
}
