namespace ServiceHall.Cli.Demo;

/// <summary>Invents a hall and writes its facts.</summary>
internal static class DemoHall
{
    /// <summary>Writes all files.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="settings">How large, and when.</param>
    /// <param name="calendar">The calendar of the period; it has at least one workday.</param>
    /// <param name="daysDone">Told how many days of punches are written.</param>
    public static void Write(string folder, DemoSettings settings, DemoCalendar calendar, Action<int> daysDone)
    {
        var windows = DemoWindows.Make(settings.Windows);
        var sites = DemoWindows.SitesOf(windows);
        var people = new DemoPeople(settings, calendar, windows);
        DemoStories.Tell(settings, people, calendar);
        DemoLeave.Ask(settings, people, calendar);
        DemoCovers.Assign(windows, people, calendar);
        var exemptions = new DemoExemptions(settings, people, calendar, sites);

        var facts = new DemoFacts(folder);
        facts.WriteCalendar(calendar.Exceptions);
        facts.WriteSites(sites);
        facts.WriteWindows(windows);
        facts.WriteStaff(people.All);
        facts.WriteLeave(people.All.SelectMany(person => person.Requests).OrderBy(request => request.Submitted));
        facts.WriteExemptions(exemptions.All);
        facts.WriteFindings(new DemoFindings(settings, calendar, people).Make(windows));
        facts.WriteCredits(new DemoCredits(settings, calendar, people).Make(windows));
        using var punches = facts.Open("punches.csv");
        using var explanations = facts.Open("explanations.csv");
        new DemoPunches(settings, calendar, people, exemptions)
            .Write(new DemoTaps(punches), new DemoExplanations(explanations), daysDone);
    }
}
