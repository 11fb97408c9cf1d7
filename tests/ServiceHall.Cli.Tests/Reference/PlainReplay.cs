using System.Globalization;

namespace ServiceHall.Cli.Tests.Reference;

/// <summary>
/// The batch contract a second time: slow, plain, written from its text alone and sharing nothing with the program.
/// Takes valid facts only. The contract's "Results": which files, which columns, in which order.
/// </summary>
internal static class PlainReplay
{
    /// <summary>File name to exact content (LF) of the seven result files.</summary>
    public static IReadOnlyDictionary<string, string> Run(string factsFolder, DateOnly? from = null, DateOnly? to = null)
    {
        var facts = new PlainFacts(factsFolder);
        var calendar = new PlainCalendar(facts.Calendar);
        var period = PeriodOf(facts, from, to);
        var days = period.ToHashSet();

        var punches = new PlainPunches(facts, calendar, period);
        var leave = new PlainLeave(facts, calendar);
        var sessions = new PlainSessions(facts, calendar, punches, period);
        var ledger = PlainLedger.Of(facts, sessions, days);
        var scores = PlainScores.Of(facts, ledger, period);
        var standing = PlainStanding.Of(facts, leave, sessions, ledger, scores, days);
        return new Dictionary<string, string>
        {
            ["attendance.csv"] = Attendance(sessions.Rows),
            ["rejections.csv"] = Rejections(punches),
            ["leave_tiers.csv"] = LeaveTiers(facts, leave),
            ["ledger.csv"] = Ledger(ledger),
            ["scores.csv"] = Scores(scores),
            ["standing.csv"] = Standing(standing),
            ["year.csv"] = Year(PlainYear.Of(facts, leave, sessions, days)),
        };
    }

    /// <summary>Every day from the first to the last; by default of all rows of punches, findings and credits.</summary>
    private static List<DateOnly> PeriodOf(PlainFacts facts, DateOnly? from, DateOnly? to)
    {
        List<DateOnly> dated =
        [
            .. facts.Punches.Select(punch => DateOnly.FromDateTime(punch.At)),
            .. facts.Findings.Select(finding => DateOnly.FromDateTime(finding.FoundAt)),
            .. facts.Credits.Select(credit => credit.On),
        ];
        var first = from ?? dated.Min(day => (DateOnly?)day);
        var last = to ?? dated.Max(day => (DateOnly?)day);
        return first is null || last is null ? [] : [.. PlainCalendar.Days(first.Value, last.Value)];
    }

    private static string Attendance(IEnumerable<AttendanceRow> rows) => PlainCsv.Write(
        "date,staff_id,session,window_id,status,leave_kind,sign_in,sign_out,late_min,early_min",
        rows.OrderBy(row => row.Date).ThenBy(row => row.Staff, StringComparer.Ordinal)
            .ThenBy(row => row.Session, StringComparer.Ordinal)
            .Select(row => new[]
            {
                PlainCalendar.TextOf(row.Date), row.Staff, row.Session, row.Window, row.Status, row.LeaveKind, Clock(row.SignIn),
                Clock(row.SignOut), Number(row.LateMinutes), Number(row.EarlyMinutes),
            }));

    private static string Rejections(PlainPunches punches) => PlainCsv.Write(
        "staff_id,at,action,reason",
        punches.Rejections.OrderBy(row => row.Punch.Staff, StringComparer.Ordinal).ThenBy(row => row.Punch.At)
            .ThenBy(row => row.Punch.Action, StringComparer.Ordinal).ThenBy(row => row.Reason, StringComparer.Ordinal)
            .Select(row => new[] { row.Punch.Staff, row.Punch.AtAsGiven, row.Punch.Action, row.Reason }));

    private static string LeaveTiers(PlainFacts facts, PlainLeave leave) => PlainCsv.Write(
        "leave_id,days,tier_days,tier,approvers",
        facts.Leave.OrderBy(request => request.Id, StringComparer.Ordinal).Select(request => new[]
        {
            request.Id, leave.DaysOf(request).InTwoDecimals(), leave.TierDaysOf(request).InTwoDecimals(),
            leave.TierOf(request), leave.ApproversOf(request),
        }));

    private static string Ledger(IEnumerable<LedgerRow> rows) => PlainCsv.Write(
        "booked_on,subject_kind,subject_id,code,ref,window_id,points,source",
        rows.OrderBy(row => row.BookedOn).ThenBy(row => row.SubjectKind, StringComparer.Ordinal)
            .ThenBy(row => row.Subject, StringComparer.Ordinal).ThenBy(row => row.Code, StringComparer.Ordinal)
            .ThenBy(row => row.Ref, StringComparer.Ordinal).ThenBy(row => row.Window, StringComparer.Ordinal)
            .ThenBy(row => row.Points).ThenBy(row => row.Source, StringComparer.Ordinal)
            .Select(row => new[]
            {
                PlainCalendar.TextOf(row.BookedOn), row.SubjectKind, row.Subject, row.Code, row.Ref, row.Window, Number(row.Points), row.Source,
            }));

    private static string Scores(IEnumerable<ScoreRow> rows) => PlainCsv.Write(
        "quarter,subject_kind,subject_id,deducted,added,score,mean",
        rows.OrderBy(row => row.Quarter, StringComparer.Ordinal).ThenBy(row => row.SubjectKind, StringComparer.Ordinal)
            .ThenBy(row => row.Subject, StringComparer.Ordinal)
            .Select(row => new[]
            {
                row.Quarter, row.SubjectKind, row.Subject, Number(row.Deducted), Number(row.Added),
                row.Score.InTwoDecimals(), row.Mean?.InTwoDecimals() ?? "",
            }));

    private static string Standing(IEnumerable<StandingRow> rows) => PlainCsv.Write(
        "quarter,subject_kind,rank,subject_id,score,eligible,reasons,candidate",
        rows.OrderBy(row => row.Quarter, StringComparer.Ordinal).ThenBy(row => row.SubjectKind, StringComparer.Ordinal)
            .ThenBy(row => row.Rank).ThenBy(row => row.Subject, StringComparer.Ordinal)
            .Select(row => new[]
            {
                row.Quarter, row.SubjectKind, Number(row.Rank), row.Subject, row.Score.InTwoDecimals(), Truth(row.Eligible),
                row.Reasons, Truth(row.Candidate),
            }));

    private static string Year(IEnumerable<YearRow> rows) => PlainCsv.Write(
        "year,staff_id,truant_days,sick_days,personal_days,bar_excellent,return_to_unit",
        rows.OrderBy(row => row.Year).ThenBy(row => row.Staff, StringComparer.Ordinal).Select(row => new[]
        {
            Number(row.Year), row.Staff, row.TruantDays.InTwoDecimals(), row.SickDays.InTwoDecimals(),
            row.PersonalDays.InTwoDecimals(), Truth(row.BarExcellent), Truth(row.ReturnToUnit),
        }));

    private static string Clock(DateTime? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Truth(bool value) => value ? "true" : "false";
}
