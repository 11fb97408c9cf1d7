namespace ServiceHall.Cli.Tests.Reference;

/// <summary>
/// One subject's quarter. `Mean` is a window's only. `DeductedForRank` is `Deducted` for a person; a window's adds the
/// mean of what its people lost.
/// </summary>
internal sealed record ScoreRow(
    string Quarter, string SubjectKind, string Subject, int Deducted, int Added, Fraction Score, Fraction? Mean,
    Fraction DeductedForRank);

/// <summary>The contract's "Scores".</summary>
internal static class PlainScores
{
    internal static List<ScoreRow> Of(PlainFacts facts, List<LedgerRow> ledger, List<DateOnly> period)
    {
        var rows = new List<ScoreRow>();
        foreach (var quarter in period.Select(PlainCalendar.QuarterOf).Distinct())
        {
            var lastWindow = new Dictionary<string, string>();
            foreach (var day in period.Where(day => PlainCalendar.QuarterOf(day) == quarter))
            {
                foreach (var posting in facts.Postings.Where(posting => posting.Holds(day)))
                    lastWindow[posting.Staff] = posting.Window;
            }

            var entries = ledger.Where(entry => PlainCalendar.QuarterOf(entry.BookedOn) == quarter).ToList();
            var people = lastWindow.Keys.Select(person => Person(quarter, person, entries)).ToList();
            rows.AddRange(people);
            rows.AddRange(people.GroupBy(person => lastWindow[person.Subject])
                .Select(group => Window(quarter, group.Key, [.. group], entries)));
        }

        return rows;
    }

    private static ScoreRow Person(string quarter, string person, List<LedgerRow> entries)
    {
        var (deducted, added) = OwnPoints("person", person, entries);
        return new ScoreRow(quarter, "person", person, deducted, added, Fraction.Whole(100 - deducted + added), null,
            Fraction.Whole(deducted));
    }

    private static ScoreRow Window(string quarter, string window, List<ScoreRow> people, List<LedgerRow> entries)
    {
        var (deducted, added) = OwnPoints("window", window, entries);
        var mean = Fraction.Sum(people.Select(person => person.Score)).DividedBy(people.Count);
        var lostByPeople = Fraction.Sum(people.Select(person => Fraction.Whole(person.Deducted))).DividedBy(people.Count);
        return new ScoreRow(quarter, "window", window, deducted, added, mean.Plus(Fraction.Whole(added - deducted)), mean,
            lostByPeople.Plus(Fraction.Whole(deducted)));
    }

    private static (int Deducted, int Added) OwnPoints(string kind, string subject, List<LedgerRow> entries)
    {
        var own = entries.Where(entry => entry.SubjectKind == kind && entry.Subject == subject).ToList();
        return (own.Sum(entry => Math.Max(0, -entry.Points)), own.Sum(entry => Math.Max(0, entry.Points)));
    }
}
