using System.Globalization;
using CsvHelper;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;

namespace ServiceHall.Web.Demonstration;

/// <summary>The facts of an invented hall, as <c>hall demo</c> writes them (docs/replay.md).</summary>
internal sealed record DemonstrationFacts(
    IReadOnlyList<DemonstrationFacts.SiteRow> Sites, IReadOnlyList<DemonstrationFacts.PostingRow> Postings,
    ILookup<DateOnly, DemonstrationFacts.AbsenceRow> Absences, ILookup<DateOnly, DemonstrationFacts.FindingRow> Findings,
    ILookup<DateOnly, DemonstrationFacts.ExplanationRow> Explanations, ILookup<DateOnly, DemonstrationFacts.PunchRow> Punches, DateOnly First, DateOnly Last)
{
    internal sealed record SiteRow(string Id, string Name, double Latitude, double Longitude, double RadiusMetres);

    internal sealed record PostingRow(string StaffId, string Name, string WindowId, string Window, string Unit, string SiteId, string Role, string Kind, string From, string To);

    /// <summary>Time that nobody, a hall, or one person does not owe.</summary>
    internal sealed record AbsenceRow(DateTime From, DateTime To, string SiteId, string StaffId, string Reason);

    internal sealed record FindingRow(
        string Id, DateTime At, string Inspection, string WindowId, string StaffId, string Code, int Quantity, bool Severe, bool Verified);

    /// <param name="Day">The day of its slot, which is not always that of handing in.</param>
    internal sealed record ExplanationRow(string StaffId, DateOnly Day, DayPart Part, PunchAction Action, DateTime SubmittedAt, bool Accepted);

    /// <param name="Line">Its line in the file, which makes it one press and no other.</param>
    /// <param name="ShowsCode">Proved by the hall's code in place of a position.</param>
    internal sealed record PunchRow(int Line, string StaffId, DateTime At, PunchAction Action, Position? Position, bool ShowsCode);

    private static readonly Dictionary<string, string> LeaveNames = new()
    {
        ["personal"] = "事假", ["sick"] = "病假", ["annual"] = "年休假", ["marriage"] = "婚假", ["bereavement"] = "丧假", ["maternity"] = "产假",
        ["paternity"] = "陪产假", ["childcare"] = "育儿假", ["nursing"] = "哺乳假", ["care"] = "护理假", ["injury"] = "工伤假", ["lieu"] = "调休", ["official"] = "因公外出",
    };

    /// <summary>Reads a folder of facts.</summary>
    /// <exception cref="FormatException">A value is not what <c>hall demo</c> writes.</exception>
    public static DemonstrationFacts Read(string folder)
    {
        var windows = Rows(folder, "windows.csv").ToDictionary(row => row["window_id"]);
        var punches = Rows(folder, "punches.csv").Select((row, index) => new PunchRow(
            index + 2, row["staff_id"], Time(row["at"]), row["action"] == "in" ? PunchAction.In : PunchAction.Out,
            row["lat"].Length == 0 ? null : new Position(Number(row["lat"]), Number(row["lon"]), decimal.Parse(row["accuracy_m"], CultureInfo.InvariantCulture)),
            row["proof"] == "code")).ToList();
        var days = punches.ConvertAll(punch => DateOnly.FromDateTime(punch.At));
        return new DemonstrationFacts(
            [.. Rows(folder, "sites.csv").Select(row => new SiteRow(row["site_id"], row["name"], Number(row["lat"]), Number(row["lon"]), Number(row["radius_m"])))],
            [.. Rows(folder, "staff.csv").Select(row => (Row: row, Window: windows[row["window_id"]])).Select(pair => new PostingRow(
                pair.Row["staff_id"], pair.Row["name"], pair.Row["window_id"], pair.Window["name"], pair.Window["unit"], pair.Window["site_id"],
                pair.Row["role"], pair.Row["kind"], pair.Row["from"], pair.Row["to"]))],
            Rows(folder, "exemptions.csv").Select(row => new AbsenceRow(Time(row["from"]), Time(row["to"]), row["site_id"], row["staff_id"], row["reason"]))
                .Concat(Rows(folder, "leave.csv").Where(Counts).Select(row => new AbsenceRow(
                    Time(row["from"]), Time(row["to"]), "", row["staff_id"], $"纸质请假单：{LeaveNames[row["kind"]]}")))
                .ToLookup(row => DateOnly.FromDateTime(row.From)),
            Rows(folder, "findings.csv").Select(row => new FindingRow(
                    row["finding_id"], Time(row["found_at"]), row["inspection"], row["window_id"], row["staff_id"], row["code"],
                    int.Parse(row["quantity"], CultureInfo.InvariantCulture), row["severe"] == "true", row["verified"] == "true"))
                .ToLookup(row => DateOnly.FromDateTime(row.At)),
            Rows(folder, "explanations.csv").Select(row => new ExplanationRow(
                    row["staff_id"], DateOnly.ParseExact(row["date"], "yyyy-MM-dd", CultureInfo.InvariantCulture), row["session"] == "am" ? DayPart.Morning : DayPart.Afternoon,
                    row["slot"] == "in" ? PunchAction.In : PunchAction.Out, Time(row["submitted_at"]), row["accepted"] == "true"))
                .ToLookup(row => DateOnly.FromDateTime(row.SubmittedAt)),
            punches.ToLookup(row => DateOnly.FromDateTime(row.At)),
            days.Min(), days.Max());
    }

    // Approved, and asked for in time or accepted late: what counts for attendance.
    private static bool Counts(IReadOnlyDictionary<string, string> leave) =>
        leave["decision"] == "approved" && (leave["override"] == "true" || Time(leave["submitted_at"]) <= Time(leave["from"]));

    private static IEnumerable<IReadOnlyDictionary<string, string>> Rows(string folder, string file)
    {
        using var csv = CsvReader.Create(File.OpenRead(Path.Combine(folder, file)), new CsvReaderOptions { Separator = ',', HasHeader = false, DetectSeparatorHint = false });
        string[]? header = null;
        while (csv.Read())
        {
            string[] fields = [.. Enumerable.Range(0, csv.Current.FieldCount).Select(csv.GetString)];
            if (header is null)
                header = fields;
            else
                yield return header.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second);
        }
    }

    private static DateTime Time(string text) => DateTime.ParseExact(text, "s", CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
