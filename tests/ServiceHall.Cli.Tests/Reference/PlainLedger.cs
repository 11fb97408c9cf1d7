namespace ServiceHall.Cli.Tests.Reference;

internal sealed record LedgerRow(
    DateOnly BookedOn, string SubjectKind, string Subject, string Code, string Ref, string Window, int Points, string Source);

/// <summary>The contract's "Entries from attendance", "The window of an entry" and J8; findings and credits beside it.</summary>
internal static class PlainLedger
{
    internal static List<LedgerRow> Of(PlainFacts facts, PlainSessions sessions, HashSet<DateOnly> period) =>
    [
        .. sessions.Rows.SelectMany(row => FromAttendance(sessions, row)),
        .. PlainFindings.Entries(facts, period),
        .. PlainCredits.Entries(facts, period),
        .. FullAttendance(sessions, period),
    ];

    /// <summary>
    /// A person's entry carries the window of the posting that day, or the row's own window without one;
    /// a window's entry carries that window.
    /// </summary>
    internal static LedgerRow Entry(
        PlainFacts facts, DateOnly day, string person, string window, string code, string reference, int points, string source) =>
        person.Length == 0
            ? new LedgerRow(day, "window", window, code, reference, window, points, source)
            : new LedgerRow(
                day, "person", person, code, reference, facts.PostingOn(person, day)?.Window ?? window, points, source);

    private static IEnumerable<LedgerRow> FromAttendance(PlainSessions sessions, AttendanceRow row)
    {
        foreach (var part in row.Status.Split('+'))
        {
            var (code, slot) = part switch
            {
                "late" => ("K1.1a", "in"),
                "early" or "no_out" => ("K1.1a", "out"),
                "absent" or "truant" => ("K1.1b", "in"),
                _ => ("", ""),
            };
            if (code.Length > 0 && !sessions.IsExplained(row, slot))
            {
                yield return new LedgerRow(row.Date, "person", row.Staff, code,
                    $"{PlainCalendar.TextOf(row.Date)}/{row.Session}/{slot}", row.Window, -1, "attendance");
            }
        }
    }

    /// <summary>J8: a whole month in which every session owed at the window was kept, or not owed for a good reason.</summary>
    private static IEnumerable<LedgerRow> FullAttendance(PlainSessions sessions, HashSet<DateOnly> period)
    {
        foreach (var last in period.Select(PlainCalendar.LastOfMonth).Distinct())
        {
            if (!PlainCalendar.Days(new DateOnly(last.Year, last.Month, 1), last).All(period.Contains))
                continue;

            var month = PlainCalendar.MonthOf(last);
            var owed = sessions.Rows.Where(row => PlainCalendar.MonthOf(row.Date) == month).ToList();
            foreach (var window in owed.Select(row => row.Window).Distinct())
            {
                if (owed.Where(row => row.Window == window).All(WasKept))
                    yield return new LedgerRow(last, "window", window, "J8", month, window, 5, "rule");
            }
        }
    }

    private static bool WasKept(AttendanceRow row) =>
        row.Status is "normal" or "exempt" || (row.Status == "leave" && row.LeaveKind is not ("personal" or "sick"));
}
