using System.Globalization;
using CsvHelper;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Cli.Demo;

/// <summary>Writes the facts as <c>hall replay</c> reads them; the columns <c>name</c>, <c>reason</c> and <c>cover_id</c> are for people.</summary>
internal sealed class DemoFacts
{
    /// <summary>Coordinates are kept in millionths of a degree.</summary>
    public const double Micro = 1_000_000;

    private static readonly CsvWriterOptions Format = new() { NewLine = "\n", TrueValue = "true", FalseValue = "false" };

    private readonly string _folder;

    public DemoFacts(string folder) => _folder = folder;

    public CsvWriter Open(string file) => CsvWriter.Create(File.Create(Path.Combine(_folder, file)), Format);

    public void WriteCalendar(IReadOnlyList<OfficialDay> exceptions)
    {
        using var csv = Open("calendar.csv");
        csv.WriteHeader(["date", "kind", "name"]);
        foreach (var day in exceptions)
            Row(csv, day.Date, day.Kind == OfficialDayKind.Work ? "workday" : "holiday", day.Name);
    }

    public void WriteSites(IReadOnlyList<DemoSite> sites)
    {
        using var csv = Open("sites.csv");
        csv.WriteHeader(["site_id", "name", "lat", "lon", "radius_m"]);
        foreach (var site in sites)
            Row(csv, site.Id, site.Name, site.LatMicro / Micro, site.LonMicro / Micro, site.RadiusMetres);
    }

    public void WriteWindows(IReadOnlyList<DemoWindow> windows)
    {
        using var csv = Open("windows.csv");
        csv.WriteHeader(["window_id", "name", "unit", "site_id"]);
        foreach (var window in windows) Row(csv, window.Id, window.Name, window.Unit, window.Site?.Id);
    }

    public void WriteStaff(IReadOnlyList<DemoPerson> people)
    {
        using var csv = Open("staff.csv");
        csv.WriteHeader(["staff_id", "name", "window_id", "role", "kind", "from", "to"]);
        foreach (var person in people)
        {
            foreach (var posting in person.Postings)
            {
                var role = posting.Role == PostRole.Leader ? "leader" : "staff";
                var kind = posting.Kind switch
                {
                    PostKind.Temporary => "temporary",
                    PostKind.Substitute => "substitute",
                    _ => "regular",
                };
                Row(csv, person.Id, person.Name, posting.Window.Id, role, kind, posting.From, posting.To);
            }
        }
    }

    public void WriteLeave(IEnumerable<DemoRequest> requests)
    {
        using var csv = Open("leave.csv");
        csv.WriteHeader(["leave_id", "staff_id", "kind", "from", "to", "submitted_at", "decision", "override", "cover_id"]);
        var number = 0;
        foreach (var request in requests)
        {
            Row(
                csv, Number("L", ++number), request.Person.Id, request.Kind, At(request.Time.Start), At(request.Time.End),
                At(request.Submitted), request.Decision, request.Override, request.Cover?.Id);
        }
    }

    public void WriteExemptions(IReadOnlyList<DemoExemption> exemptions)
    {
        using var csv = Open("exemptions.csv");
        csv.WriteHeader(["exemption_id", "from", "to", "site_id", "staff_id", "reason"]);
        var number = 0;
        foreach (var exemption in exemptions)
        {
            Row(
                csv, Number("E", ++number), At(exemption.Time.Start), At(exemption.Time.End), exemption.Site?.Id,
                exemption.Person?.Id, exemption.Reason);
        }
    }

    public void WriteFindings(IReadOnlyList<DemoFinding> findings)
    {
        using var csv = Open("findings.csv");
        csv.WriteHeader(["finding_id", "found_at", "inspection", "window_id", "staff_id", "code", "quantity", "severe", "verified"]);
        var number = 0;
        foreach (var finding in findings)
        {
            Row(
                csv, Number("F", ++number), At(finding.At), finding.Inspection, finding.Window.Id, finding.Person?.Id,
                finding.Item.Code, finding.Quantity, finding.Severe, finding.Verified);
        }
    }

    public void WriteCredits(IReadOnlyList<DemoCredit> credits)
    {
        using var csv = Open("credits.csv");
        csv.WriteHeader(["credit_id", "on", "window_id", "staff_id", "code", "level", "striking", "recognised", "matter"]);
        var number = 0;
        foreach (var credit in credits)
        {
            var level = credit.Level is { } given ? CreditLevels.Names[given].Code : null;
            Row(
                csv, Number("C", ++number), credit.On, credit.Window.Id, credit.Person?.Id, credit.Item.Code, level,
                credit.Striking, credit.Recognised, credit.Matter);
        }
    }

    private static void Row(CsvWriter csv, params ReadOnlySpan<object?> fields)
    {
        foreach (var field in fields) csv.WriteField(field);
        csv.EndRecord();
    }

    private static string At(LocalMinute minute) => At(minute.ToDateTime());

    private static string At(DateTime time) => time.ToString("s", CultureInfo.InvariantCulture);

    private static string Number(string letter, int number) => letter + number.ToString("D5", CultureInfo.InvariantCulture);
}
