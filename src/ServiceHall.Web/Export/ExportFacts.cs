using System.Data;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.People;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;
using Finding = ServiceHall.Web.Inspection.Finding;
using Period = ServiceHall.Rules.Calendar.Period;
using Punch = ServiceHall.Web.Attendance.Punch;

namespace ServiceHall.Web.Export;

/// <summary>
/// Writes the live facts in the form of <c>hall replay</c>, as they are at one moment. Replayed, they give the same
/// verdicts and the same ledger. Of a position only its distance is written: the place is sensitive and soon deleted.
/// </summary>
internal sealed class ExportFacts(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days, HallGate gates)
{
    private const int LongestUnit = 64;

    /// <summary>Writes a folder that appears whole or not at all.</summary>
    /// <exception cref="IOException">The folder exists and is not empty, or cannot be written.</exception>
    public async Task Run(string target, CancellationToken cancel)
    {
        using var folder = NewFolder.Beside(target);
        await using (var db = await factory.CreateDbContextAsync(cancel))
        {
            // One moment for all files.
            await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
            await WritePlaces(db, folder, cancel);
            await WriteStaff(db, folder, cancel);
            await WriteCalendar(db, folder, cancel);
            await WritePunches(db, folder, cancel);
            await WriteLeave(db, folder, cancel);
            await WriteExemptions(db, folder, cancel);
            await WriteExplanations(db, folder, cancel);
            await WriteFindings(db, folder, cancel);
        }

        folder.Keep();
    }

    private static async Task WritePlaces(HallDb db, NewFolder folder, CancellationToken cancel)
    {
        using var sites = folder.Open("sites.csv", "site_id", "lat", "lon", "radius_m");
        foreach (var site in await db.Sites.AsNoTracking().OrderBy(s => EF.Functions.Collate(s.Code, "C")).ToListAsync(cancel))
            sites.Row(site.Code, site.Latitude, site.Longitude, site.RadiusMetres);
        using var windows = folder.Open("windows.csv", "window_id", "unit", "site_id");
        foreach (var window in await db.Windows.AsNoTracking().Include(w => w.Unit).Include(w => w.Site).OrderBy(w => EF.Functions.Collate(w.Code, "C")).ToListAsync(cancel))
            windows.Row(window.Code, Cut.Bare(window.Unit!.Name, LongestUnit), window.Site?.Code);
    }

    private static async Task WriteStaff(HallDb db, NewFolder folder, CancellationToken cancel)
    {
        using var file = folder.Open("staff.csv", "staff_id", "window_id", "role", "kind", "from", "to");
        var postings = await db.Postings.AsNoTracking().Include(p => p.Staff).Include(p => p.Window)
            .OrderBy(p => EF.Functions.Collate(p.Staff!.Number, "C")).ThenBy(p => p.From).ToListAsync(cancel);
        foreach (var posting in postings)
        {
            // Whoever has left is posted no longer, whatever the posting says.
            var to = posting.Staff!.LeftOn is { } left && (posting.To is null || left < posting.To) ? left : posting.To;
            if (to is null || posting.From <= to)
                file.Row(posting.Staff.Number, posting.Window!.Code, Word(posting.Role), Word(posting.Kind), posting.From, to);
        }
    }

    private async Task WriteCalendar(HallDb db, NewFolder folder, CancellationToken cancel)
    {
        using var file = folder.Open("calendar.csv", "date", "kind");
        var year = (await days.Current(db, cancel)).Year;
        foreach (var day in year.Exceptions)
        {
            var works = year.Rules.IsWorkday(day);
            if (works != day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                file.Row(day, works ? "workday" : "holiday");
        }
    }

    private async Task WritePunches(HallDb db, NewFolder folder, CancellationToken cancel)
    {
        using var file = folder.Open("punches.csv", "staff_id", "at", "action", "lat", "lon", "accuracy_m", "proof");
        var posted = (await db.Postings.AsNoTracking().Include(p => p.Window!.Site).ToListAsync(cancel)).ToLookup(p => p.StaffId);
        var punches = db.Set<Punch>().AsNoTracking().OrderBy(p => p.At).ThenBy(p => p.Id)
            .Select(p => new { Punch = p, p.Staff!.Number }).AsAsyncEnumerable();
        await foreach (var row in punches.WithCancellation(cancel))
        {
            var punch = row.Punch;
            var site = posted[punch.StaffId].FirstOrDefault(p => p.From <= punch.Day && (p.To is null || p.To >= punch.Day))?.Window?.Site;
            var place = PunchPlace.Of(punch, site);
            file.Row(row.Number, clock.Civil(punch.At), Word(punch.Action), place?.Latitude, place?.Longitude, place?.Accuracy, PunchPlace.StandsAlone(punch) ? "code" : "position");
        }
    }

    // What was cancelled, or sent back before it began, is as if it had never been asked for.
    private async Task WriteLeave(HallDb db, NewFolder folder, CancellationToken cancel)
    {
        using var file = folder.Open("leave.csv", "leave_id", "staff_id", "kind", "from", "to", "submitted_at", "decision", "override");
        var requests = db.Set<Web.Leave.LeaveRequest>().AsNoTracking().Measured()
            // Somebody who was never posted has no attendance.
            .Where(leave => leave.Staff!.Postings.Count > 0)
            .OrderBy(leave => leave.Id).Select(leave => new { Leave = leave, leave.Staff!.Number }).AsAsyncEnumerable();
        await foreach (var row in requests.WithCancellation(cancel))
        {
            var leave = row.Leave.AsRule(new StaffId(row.Number), clock);
            file.Row(
                leave.Id, row.Number, leave.Kind, leave.Time.Start.ToDateTime(), leave.Time.End.ToDateTime(), leave.SubmittedAt,
                Word(leave.Decision), leave.IsOverridden);
        }
    }

    private async Task WriteExemptions(HallDb db, NewFolder folder, CancellationToken cancel)
    {
        using var file = folder.Open("exemptions.csv", "exemption_id", "from", "to", "site_id", "staff_id");
        var exemptions = db.Set<Web.Calendar.Exemption>().AsNoTracking()
            .Where(e => e.SignedAt != null && e.WithdrawnAt == null)
            // Somebody who was never posted owes no time.
            .Where(e => e.StaffId == null || e.Staff!.Postings.Count > 0)
            .OrderBy(e => e.Id)
            .Select(e => new { e.Id, e.From, e.To, Site = e.Site!.Code, Staff = e.Staff!.Number }).AsAsyncEnumerable();
        await foreach (var exemption in exemptions.WithCancellation(cancel))
            file.Row($"{exemption.Id}", clock.Civil(exemption.From), clock.Civil(exemption.To), exemption.Site, exemption.Staff);
        await WriteEnrolments(db, file, cancel);
        // Days on which an enrolment waited for the section are owed by nobody at that window (考勤 一(六)).
        var waits = await db.Set<EnrolmentRequest>().AsNoTracking()
            .Join(db.Postings, e => new { e.NumberKey, e.WindowId }, p => new { p.Staff!.NumberKey, p.WindowId }, (e, p) => new { Request = e, p.Staff!.Number, p.From, p.To })
            .OrderBy(wait => wait.Request.Id).ThenBy(wait => wait.From).ToListAsync(cancel);
        foreach (var wait in waits)
        {
            var asked = new Period(wait.Request.AskedOn > wait.Request.From ? wait.Request.AskedOn : wait.Request.From, wait.Request.DecidedOn ?? clock.Today());
            var owed = asked.Within(new Period(wait.From, wait.To ?? DateOnly.MaxValue));
            if (!owed.IsEmpty)
                file.Row($"enrolment-{wait.Request.Id}-{wait.From:yyyyMMdd}", Midnight(owed.First), Midnight(owed.Last.AddDays(1)), null, wait.Number);
        }

        await WriteBeginning(db, file, cancel);
    }

    // Attendance begins on the day of the first accepted punch, whatever was tried or found before.
    private async Task WriteBeginning(HallDb db, FactsFile file, CancellationToken cancel)
    {
        var begun = await db.Set<Punch>().Where(punch => punch.Outcome == PunchOutcome.Accepted).MinAsync(punch => (DateOnly?)punch.Day, cancel);
        var tried = await db.Set<Punch>().MinAsync(punch => (DateOnly?)punch.Day, cancel);
        var found = await db.Set<Finding>().MinAsync(finding => (DateTimeOffset?)finding.FoundAt, cancel);
        var first = new[] { tried, found is { } at ? DateOnly.FromDateTime(clock.Civil(at)) : null }.Min();
        if (first < (begun ?? clock.Today()))
            file.Row("beginning", Midnight(first.Value), Midnight(begun ?? clock.Today()), null, null);
    }

    private static DateTime Midnight(DateOnly day) => day.ToDateTime(TimeOnly.MinValue);

    // The latest of each slot: a refused one may have been followed by another.
    private async Task WriteExplanations(HallDb db, NewFolder folder, CancellationToken cancel)
    {
        using var file = folder.Open("explanations.csv", "staff_id", "date", "session", "slot", "submitted_at", "accepted");
        var explanations = await db.Set<Web.Attendance.Explanation>().AsNoTracking().Select(row => new { Explanation = row, row.Staff!.Number }).ToListAsync(cancel);
        foreach (var row in explanations.GroupBy(row => (row.Number, row.Explanation.Reference)).Select(slot => slot.MaxBy(row => row.Explanation.Id)!)
            .OrderBy(row => row.Explanation.Day).ThenBy(row => row.Number, StringComparer.Ordinal).ThenBy(row => row.Explanation.Reference, StringComparer.Ordinal))
        {
            var (day, part, action) = (row.Explanation.Day, row.Explanation.Part, row.Explanation.Action);
            file.Row(row.Number, day, part.Code(), Word(action), clock.Civil(row.Explanation.SubmittedAt), row.Explanation.Accepted == true);
        }
    }

    // What somebody does not owe for being enrolled late is no row of the hall's, but a fact of the replay.
    private async Task WriteEnrolments(HallDb db, FactsFile file, CancellationToken cancel)
    {
        var gate = await gates.Current(db, cancel);
        foreach (var enrolment in gate.Enrolments.SelectMany(group => group).OrderBy(enrolment => enrolment.StaffId).ThenBy(enrolment => enrolment.From))
        {
            var excused = enrolment.Excused(gate.Days.Timetable);
            var number = gate.Numbers[enrolment.StaffId].Text;
            file.Row($"enrolled-{number}-{enrolment.From:yyyyMMdd}", excused.Start.ToDateTime(), excused.End.ToDateTime(), null, number);
        }
    }

    // What is not filed yet has no effect yet.
    private async Task WriteFindings(HallDb db, NewFolder folder, CancellationToken cancel)
    {
        using var file = folder.Open("findings.csv", "finding_id", "found_at", "inspection", "window_id", "staff_id", "code", "quantity", "severe", "verified");
        var findings = await db.Set<Finding>().AsNoTracking().Include(f => f.Window).Include(f => f.Staff)
            .Where(f => f.FiledAt != null).OrderBy(f => f.FoundAt).ThenBy(f => f.Id).ToListAsync(cancel);
        foreach (var finding in findings)
        {
            file.Row(
                $"{finding.Id}", clock.Civil(finding.FoundAt), Word(finding.Inspection), finding.Window!.Code, finding.Staff?.Number,
                finding.Code, finding.Quantity, finding.IsSevere, finding.VerifiedAt is not null);
        }
    }

    private static string Word(LeaveDecision decision) => decision switch
    {
        LeaveDecision.Approved => "approved",
        LeaveDecision.Refused => "refused",
        _ => "pending",
    };

    private static string Word(PostRole role) => role == PostRole.Leader ? "leader" : "staff";

    private static string Word(PostKind kind) => kind switch { PostKind.Temporary => "temporary", PostKind.Substitute => "substitute", _ => "regular" };

    private static string Word(PunchAction action) => action == PunchAction.In ? "in" : "out";

    private static string Word(InspectionKind kind) => kind switch
    {
        InspectionKind.Daily => "daily",
        InspectionKind.Joint => "joint",
        InspectionKind.Unannounced => "unannounced",
        InspectionKind.Patrol => "patrol",
        InspectionKind.Report => "report",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind without a word."),
    };
}
