namespace ServiceHall.Cli.Tests.Reference;

internal sealed record YearRow(
    int Year, string Staff, Fraction TruantDays, Fraction SickDays, Fraction PersonalDays, bool BarExcellent,
    bool ReturnToUnit);

/// <summary>The contract's "Year".</summary>
internal static class PlainYear
{
    internal static List<YearRow> Of(PlainFacts facts, PlainLeave leave, PlainSessions sessions, HashSet<DateOnly> period)
    {
        var rows = new List<YearRow>();
        foreach (var year in period.Select(day => day.Year).Distinct())
        {
            var days = period.Where(day => day.Year == year).ToHashSet();
            var posted = facts.Postings.Where(posting => days.Any(posting.Holds)).Select(posting => posting.Staff).Distinct();
            foreach (var staff in posted)
            {
                var truant = sessions.Rows.Count(row => row.Staff == staff && row.Date.Year == year && row.Status == "truant");
                var truantDays = new Fraction(truant, 2);
                var sick = LeaveDays(staff, "sick", days);
                var personal = LeaveDays(staff, "personal", days);
                rows.Add(new YearRow(year, staff, truantDays, sick, personal,
                    truantDays.IsAtLeast(2) || sick.Plus(personal).IsAtLeast(30), truantDays.IsAtLeast(3)));
            }
        }

        return rows;

        Fraction LeaveDays(string staff, string kind, HashSet<DateOnly> days) => Fraction.Sum(facts.Leave
            .Where(request => request.Staff == staff && request.Kind == kind && PlainLeave.Counts(request))
            .SelectMany(leave.PartsOf)
            .Where(part => days.Contains(part.Day))
            .Select(part => part.Days));
    }
}
