namespace ServiceHall.Cli.Tests.Reference;

internal sealed record StandingRow(
    string Quarter, string SubjectKind, int Rank, string Subject, Fraction Score, bool Eligible, string Reasons,
    bool Candidate);

/// <summary>The contract's "Not eligible" and "Ranking".</summary>
internal static class PlainStanding
{
    internal static List<StandingRow> Of(
        PlainFacts facts, PlainLeave leave, PlainSessions sessions, List<LedgerRow> ledger, List<ScoreRow> scores,
        HashSet<DateOnly> period)
    {
        var reasons = new HashSet<(string Quarter, string Kind, string Subject, string Reason)>();
        foreach (var (quarter, person) in LongOnPersonalLeave(facts, leave, period))
            reasons.Add((quarter, "person", person, "personal_leave"));
        foreach (var row in sessions.Rows.Where(row => row.Status == "truant"))
        {
            reasons.Add((PlainCalendar.QuarterOf(row.Date), "person", row.Staff, "truancy"));
            reasons.Add((PlainCalendar.QuarterOf(row.Date), "window", row.Window, "truancy"));
        }

        foreach (var entry in ledger.Where(entry => entry.Code == "K1.8"))
        {
            reasons.Add((PlainCalendar.QuarterOf(entry.BookedOn), entry.SubjectKind, entry.Subject, "gifts"));
            reasons.Add((PlainCalendar.QuarterOf(entry.BookedOn), "window", entry.Window, "gifts"));
        }

        var rows = new List<StandingRow>();
        foreach (var field in scores.GroupBy(score => (score.Quarter, score.SubjectKind)))
        {
            var all = field.ToList();
            var eligible = all.Where(score => ReasonsOf(score).Length == 0).ToList();
            var stand = field.Key.SubjectKind == "window" ? 10 : 12;
            rows.AddRange(all.Select(score => new StandingRow(
                score.Quarter, score.SubjectKind, RankAmong(all, score), score.Subject, score.Score,
                eligible.Contains(score), ReasonsOf(score),
                eligible.Contains(score) && RankAmong(eligible, score) <= stand)));
        }

        return rows;

        string ReasonsOf(ScoreRow score) => string.Join(';', reasons
            .Where(told => told.Quarter == score.Quarter && told.Kind == score.SubjectKind && told.Subject == score.Subject)
            .Select(told => told.Reason).Order(StringComparer.Ordinal));
    }

    /// <summary>One more than there are better ones: a higher score, or the same and fewer points deducted.</summary>
    private static int RankAmong(List<ScoreRow> field, ScoreRow score) => 1 + field.Count(other =>
        other.Score.ComparedTo(score.Score) > 0
        || (other.Score.ComparedTo(score.Score) == 0 && other.DeductedForRank.ComparedTo(score.DeductedForRank) < 0));

    /// <summary>Who had more than 3 days of counting personal leave in a calendar month, and that month's quarter.</summary>
    private static IEnumerable<(string Quarter, string Person)> LongOnPersonalLeave(
        PlainFacts facts, PlainLeave leave, HashSet<DateOnly> period) =>
        facts.Leave.Where(request => request.Kind == "personal" && PlainLeave.Counts(request))
            .SelectMany(request => leave.PartsOf(request)
                .Where(part => period.Contains(part.Day)).Select(part => (request.Staff, part.Day, part.Days)))
            .GroupBy(part => (part.Staff, Month: PlainCalendar.MonthOf(part.Day)))
            .Where(month => Fraction.Sum(month.Select(part => part.Days)).IsOver(3))
            .Select(month => (PlainCalendar.QuarterOf(month.First().Day), month.Key.Staff));
}
