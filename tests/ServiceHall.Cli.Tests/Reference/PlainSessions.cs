namespace ServiceHall.Cli.Tests.Reference;

/// <summary>What became of one session that somebody owed. `Status` holds its parts joined by `+`.</summary>
internal sealed record AttendanceRow(
    DateOnly Date, string Staff, string Session, string Window, string Status, string LeaveKind,
    DateTime? SignIn, DateTime? SignOut, int LateMinutes, int EarlyMinutes);

/// <summary>The contract's "One session" and "Explanations count".</summary>
internal sealed class PlainSessions
{
    private readonly PlainFacts _facts;
    private readonly PlainPunches _punches;
    private readonly HashSet<(string Staff, DateOnly Date, string Session, string Slot)> _explained;

    internal List<AttendanceRow> Rows { get; } = [];

    internal PlainSessions(PlainFacts facts, PlainCalendar calendar, PlainPunches punches, IEnumerable<DateOnly> period)
    {
        _facts = facts;
        _punches = punches;
        _explained = facts.Explanations
            .Where(told => told.Accepted && DateOnly.FromDateTime(told.SubmittedAt) == told.Date)
            .Select(told => (told.Staff, told.Date, told.Session, told.Slot))
            .ToHashSet();
        foreach (var day in period)
        {
            foreach (var posting in facts.Postings.Where(posting => posting.Holds(day)))
                Rows.AddRange(calendar.SessionsOf(day).Select(session => RowOf(posting, session)));
        }
    }

    internal bool IsExplained(AttendanceRow row, string slot) =>
        _explained.Contains((row.Staff, row.Date, row.Session, slot));

    private AttendanceRow RowOf(PostingRow posting, HalfDay session)
    {
        var (signIn, signOut) = _punches.Kept(posting.Staff, session);
        var row = new AttendanceRow(
            session.Day, posting.Staff, session.Name, posting.Window, "", "", signIn, signOut, 0, 0);
        var covers = CoversOf(posting, session.Day);
        var owed = session.Minutes()
            .Where(minute => !covers.Any(cover => cover.From <= minute && minute < cover.To)).ToList();
        if (owed.Count > 0)
            return Judged(row, owed[0], owed[^1].AddMinutes(1));

        var (_, _, kind) = covers
            .OrderByDescending(cover => session.Minutes().Count(minute => cover.From <= minute && minute < cover.To))
            .ThenBy(cover => cover.From)
            .ThenBy(cover => cover.LeaveKind is null ? 0 : 1)
            .First();
        return kind is null ? row with { Status = "exempt" } : row with { Status = "leave", LeaveKind = kind };
    }

    private AttendanceRow Judged(AttendanceRow row, DateTime requiredStart, DateTime requiredEnd)
    {
        if (row.SignIn is null && row.SignOut is null)
            return row with { Status = IsExplained(row, "in") ? "absent" : "truant" };

        var late = WholeMinutes(requiredStart, row.SignIn);
        if (row.SignIn is null || late > 60)
            return row with { Status = "absent", LateMinutes = late };

        var early = row.SignOut is null ? 0 : WholeMinutes(row.SignOut.Value, requiredEnd);
        var parts = new List<string>();
        if (late > 0)
            parts.Add("late");
        if (early > 0)
            parts.Add("early");
        if (row.SignOut is null)
            parts.Add("no_out");
        return row with
        {
            Status = parts.Count == 0 ? "normal" : string.Join('+', parts),
            LateMinutes = late,
            EarlyMinutes = early,
        };
    }

    /// <summary>The time of that day that nobody asks this person for: an exemption has no kind of leave.</summary>
    private List<(DateTime From, DateTime To, string? LeaveKind)> CoversOf(PostingRow posting, DateOnly day)
    {
        var leave = _facts.Leave
            .Where(request => request.Staff == posting.Staff && PlainLeave.Counts(request))
            .Select(request => (request.From, request.To, (string?)request.Kind));
        var site = _facts.SiteOfWindow[posting.Window];
        var exempt = _facts.Exemptions
            .Where(told => told.Site.Length == 0 || told.Site == site)
            .Where(told => told.Staff.Length == 0 || told.Staff == posting.Staff)
            .Select(told => (told.From, told.To, (string?)null));
        return [.. leave.Concat(exempt).Where(cover =>
            DateOnly.FromDateTime(cover.From) <= day && day <= DateOnly.FromDateTime(cover.To))];
    }

    private static int WholeMinutes(DateTime from, DateTime? to) =>
        to is null || to < from ? 0 : (int)(to.Value - from).TotalMinutes;
}
