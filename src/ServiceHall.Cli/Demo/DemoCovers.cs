using ServiceHall.Rules.Calendar;

namespace ServiceHall.Cli.Demo;

/// <summary>
/// Who takes over for those on leave (请假 (二)): a colleague of the window, or of the unit where the window has one
/// person, who is posted and there throughout and covers for nobody else.
/// </summary>
internal static class DemoCovers
{
    public static void Assign(IReadOnlyList<DemoWindow> windows, DemoPeople people, DemoCalendar calendar)
    {
        var units = windows.ToLookup(window => window.Unit);
        var card = calendar.Rulebook.On(calendar.Period.First).Attendance.AwayCard.Value;
        foreach (var request in people.All.SelectMany(person => person.Requests))
        {
            if (request.Decision == DemoRequest.Refused || request.Time.Minutes <= card) continue;
            var window = request.Person.On(request.Time.Start.Day)!.Window;
            var places = people.At(window).Count > 1 ? [window] : units[window.Unit];
            request.Cover = places.Select(place => Find(request, place, people)).FirstOrDefault(found => found is not null);
            request.Cover?.Covering.Add(request.Time);
        }
    }

    private static DemoPerson? Find(DemoRequest request, DemoWindow window, DemoPeople people)
    {
        var colleagues = people.At(window);
        for (var i = 0; i < colleagues.Count; i++)
        {
            // Each asks somebody else first, so that not all fall to the first of the window.
            var person = colleagues[(request.Person.Number + i) % colleagues.Count];
            if (person != request.Person && IsAt(window, person, request.Time) && !person.IsAway(request.Time)
                && !person.Covering.Exists(other => other.Overlaps(request.Time))) return person;
        }

        return null;
    }

    private static bool IsAt(DemoWindow window, DemoPerson person, Interval time) =>
        person.On(time.Start.Day) is { } posting && posting.Window == window && posting.Holds((time.End - 1).Day);
}
