using CsvHelper;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Rules.Scoring;

namespace ServiceHall.Replay;

/// <summary>Writes the files of results: columns, order and numbers as the contract says.</summary>
internal sealed class ResultFiles(string folder, bool explains, bool forExcel)
{
    private const string Why = "why";
    private const string Day = "yyyy-MM-dd";

    /// <summary>Opens <c>attendance.csv</c>; its rows are written as the sessions are judged, in their order.</summary>
    public AttendanceFile OpenAttendance() => new(Open(
        "attendance.csv", "date", "staff_id", "session", "window_id", "status", "leave_kind", "sign_in", "sign_out", "late_min", "early_min"), explains);

    /// <summary>Writes all other files.</summary>
    public void Write(ReplayResults results)
    {
        WriteRejections(results);
        WriteLeave(results);
        WriteLedger(results);
        WriteScores(results);
        WriteStanding(results);
        WriteYears(results);
    }

    private void WriteRejections(ReplayResults results)
    {
        using var file = Open("rejections.csv", "staff_id", "at", "action", "reason");
        foreach (var rejection in results.Rejections
            .OrderBy(one => one.Staff).ThenBy(one => one.At)
            .ThenBy(one => one.Action.Code(), StringComparer.Ordinal).ThenBy(one => one.Outcome.Code(), StringComparer.Ordinal))
        {
            file.WriteField(rejection.Staff.Text);
            file.WriteField(rejection.At, "yyyy-MM-dd'T'HH:mm:ss");
            file.WriteField(rejection.Action.Code());
            file.WriteField(rejection.Outcome.Code());
            End(file, () => rejection.Why!);
        }
    }

    private void WriteLeave(ReplayResults results)
    {
        using var file = Open("leave_tiers.csv", "leave_id", "days", "tier_days", "tier", "approvers");
        foreach (var leave in results.Leave.OrderBy(one => one.Request.Id, StringComparer.Ordinal))
        {
            file.WriteField(leave.Request.Id);
            file.WriteField(leave.Days.ToString());
            file.WriteField(leave.TierDays.ToString());
            file.WriteField(leave.Tier.Code);
            file.WriteField(string.Join(';', leave.Approvers.Select(approver => approver.Code())));
            End(file, () => leave.Why);
        }
    }

    private void WriteLedger(ReplayResults results)
    {
        using var file = Open("ledger.csv", "booked_on", "subject_kind", "subject_id", "code", "ref", "window_id", "points", "source");
        foreach (var entry in results.Ledger
            .OrderBy(one => one.BookedOn).ThenBy(one => one.Subject)
            .ThenBy(one => one.Code, StringComparer.Ordinal).ThenBy(one => one.Reference, StringComparer.Ordinal)
            .ThenBy(one => one.Window).ThenBy(one => one.Points).ThenBy(one => one.Source.Code(), StringComparer.Ordinal))
        {
            file.WriteField(entry.BookedOn, Day);
            file.WriteField(entry.Subject.KindCode);
            file.WriteField(entry.Subject.Id);
            file.WriteField(entry.Code);
            file.WriteField(entry.Reference);
            file.WriteField(entry.Window.Text);
            file.WriteField(entry.Points.ToString());
            file.WriteField(entry.Source.Code());
            End(file, () => entry.Why.Value);
        }
    }

    private void WriteScores(ReplayResults results)
    {
        using var file = Open("scores.csv", "quarter", "subject_kind", "subject_id", "deducted", "added", "score", "mean");
        foreach (var score in results.Quarters.SelectMany(quarter => quarter.Scores))
        {
            file.WriteField(score.Quarter.ToString());
            file.WriteField(score.Subject.KindCode);
            file.WriteField(score.Subject.Id);
            file.WriteField(score.Deducted.ToString());
            file.WriteField(score.Added.ToString());
            file.WriteField(score.Value.ToString());
            file.WriteField(score.Mean?.ToString());
            End(file, () => score.Why.Value);
        }
    }

    private void WriteStanding(ReplayResults results)
    {
        using var file = Open("standing.csv", "quarter", "subject_kind", "rank", "subject_id", "score", "eligible", "reasons", "candidate");
        foreach (var place in results.Quarters.SelectMany(quarter => quarter.People.Concat(quarter.Windows)))
        {
            file.WriteField(place.Score.Quarter.ToString());
            file.WriteField(place.Score.Subject.KindCode);
            file.WriteField(place.Rank);
            file.WriteField(place.Score.Subject.Id);
            file.WriteField(place.Score.Value.ToString());
            file.WriteField(place.IsEligible);
            file.WriteField(string.Join(';', place.Bars.Select(bar => bar.Code)));
            file.WriteField(place.IsCandidate);
            End(file, () => place.Why);
        }
    }

    private void WriteYears(ReplayResults results)
    {
        using var file = Open("year.csv", "year", "staff_id", "truant_days", "sick_days", "personal_days", "bar_excellent", "return_to_unit");
        foreach (var record in results.Years)
        {
            file.WriteField(record.Year, "0000");
            file.WriteField(record.Staff.Text);
            file.WriteField(record.TruantDays.ToString());
            file.WriteField(record.SickDays.ToString());
            file.WriteField(record.PersonalDays.ToString());
            file.WriteField(record.BarsExcellent);
            file.WriteField(record.ReturnsToUnit);
            End(file, () => record.Why);
        }
    }

    private CsvWriter Open(string name, params string[] columns)
    {
        var file = CsvWriter.Create(File.Create(Path.Combine(folder, name)), new CsvWriterOptions
        {
            NewLine = "\n",
            TrueValue = "true",
            FalseValue = "false",
            WriteByteOrderMark = forExcel,
        });
        file.WriteHeader(explains ? [.. columns, Why] : columns);
        return file;
    }

    private void End(CsvWriter file, Func<Reason> why)
    {
        if (explains) file.WriteField(why().ToString());
        file.EndRecord();
    }
}

/// <summary><c>attendance.csv</c>, written row by row.</summary>
internal sealed class AttendanceFile(CsvWriter file, bool explains) : IDisposable
{
    public void Write(SessionResult result, LeaveRules leave)
    {
        file.WriteField(result.Session.Day);
        file.WriteField(result.Posting.Staff.Text);
        file.WriteField(result.Session.Part.Code());
        file.WriteField(result.Posting.Window.Text);
        file.WriteField(result.Status);
        file.WriteField(result.Presence == Presence.Leave ? result.Cover?.Leave?.Kind : null);
        WriteTime(result.Kept.SignIn);
        WriteTime(result.Kept.SignOut);
        file.WriteField(result.LateMinutes);
        file.WriteField(result.EarlyMinutes);
        if (explains) file.WriteField(result.Why(leave).ToString());
        file.EndRecord();
    }

    public void Dispose() => file.Dispose();

    private void WriteTime(LocalMinute? minute)
    {
        if (minute is { } at) file.WriteField(TimeOnly.FromDateTime(at.ToDateTime()), "HH:mm");
        else file.WriteField(default(ReadOnlySpan<byte>));
    }
}
