namespace ServiceHall.Cli.Tests.Reference;

/// <summary>The contract's "Findings" with the deductions of the built-in regulation (K…).</summary>
internal static class PlainFindings
{
    private static readonly Dictionary<string, int> Points = new()
    {
        ["K1.2a"] = 1, ["K1.2b"] = 1, ["K1.3a"] = 1, ["K1.3b"] = 2, ["K1.3c"] = 5, ["K1.4a"] = 3, ["K1.4b"] = 3,
        ["K1.5"] = 2, ["K1.6"] = 3, ["K1.7a"] = 2, ["K1.7b"] = 2, ["K1.8"] = 5, ["K2.1"] = 2, ["K2.2"] = 2,
        ["K2.3a"] = 1, ["K2.3b"] = 1, ["K3.1"] = 5, ["K3.2"] = 2, ["K3.3"] = 1, ["K4.1a"] = 2, ["K4.1b"] = 1,
        ["K4.2"] = 2, ["K4.3"] = 2, ["K4.4"] = 1, ["K4.5"] = 1,
    };

    private static readonly HashSet<string> WindowItems = ["K1.6", "K3.1", "K3.2"];
    private static readonly HashSet<string> NeedVerification = ["K1.4b", "K1.8", "K2.2", "K4.1a", "K4.3"];
    private static readonly HashSet<string> ReminderFirst = ["K1.2a", "K1.2b", "K2.1", "K2.3a", "K3.2", "K3.3"];

    internal static IEnumerable<LedgerRow> Entries(PlainFacts facts, HashSet<DateOnly> period)
    {
        var standing = facts.Findings
            .Where(finding => period.Contains(DayOf(finding)))
            .Where(finding => finding.Verified || !NeedVerification.Contains(finding.Code))
            .OrderBy(finding => finding.FoundAt).ThenBy(finding => finding.Id, StringComparer.Ordinal)
            .ToList();
        for (var at = 0; at < standing.Count; at++)
        {
            var finding = standing[at];
            var isReminder = finding.Inspection == "daily" && ReminderFirst.Contains(finding.Code)
                && !standing.Take(at).Any(earlier => earlier.Code == finding.Code
                    && SubjectOf(earlier) == SubjectOf(finding) && QuarterOf(earlier) == QuarterOf(finding));
            if (isReminder)
                continue;

            yield return PlainLedger.Entry(facts, DayOf(finding), SubjectOf(finding).Person, finding.Window,
                finding.Code, finding.Id, -PointsOf(finding) * finding.Quantity, "finding");
        }
    }

    private static int PointsOf(FindingRow finding) => (finding.Code, finding.Severe) switch
    {
        ("K1.4b", true) => 5,
        ("K4.1a", true) => 2 + 3,
        _ => Points[finding.Code],
    };

    /// <summary>A person, or a window; the other one is blank.</summary>
    private static (string Person, string Window) SubjectOf(FindingRow finding) =>
        finding.Staff.Length > 0 && !WindowItems.Contains(finding.Code) ? (finding.Staff, "") : ("", finding.Window);

    private static DateOnly DayOf(FindingRow finding) => DateOnly.FromDateTime(finding.FoundAt);

    private static string QuarterOf(FindingRow finding) => PlainCalendar.QuarterOf(DayOf(finding));
}
