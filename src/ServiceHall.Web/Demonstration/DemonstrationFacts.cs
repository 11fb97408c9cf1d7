using System.Globalization;
using CsvHelper;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;

namespace ServiceHall.Web.Demonstration;

/// <summary>The facts of an invented hall, as <c>hall demo</c> writes them (docs/replay.md).</summary>
internal sealed record DemonstrationFacts(
    IReadOnlyList<DemonstrationFacts.SiteRow> Sites, IReadOnlyList<DemonstrationFacts.PostingRow> Postings,
    ILookup<DateOnly, DemonstrationFacts.AbsenceRow> Absences, IReadOnlyList<DemonstrationFacts.LeaveRow> Leave, ILookup<DateOnly, DemonstrationFacts.FindingRow> Findings,
    ILookup<DateOnly, DemonstrationFacts.ExplanationRow> Explanations, ILookup<DateOnly, DemonstrationFacts.PunchRow> Punches, DateOnly First, DateOnly Last)
{
    internal sealed record SiteRow(string Id, string Name, double Latitude, double Longitude, double RadiusMetres);

    internal sealed record PostingRow(string StaffId, string Name, string WindowId, string Window, string Unit, string SiteId, string Role, string Kind, string From, string To);

    /// <summary>Time that nobody, a hall, or one person does not owe.</summary>
    internal sealed record AbsenceRow(DateTime From, DateTime To, string SiteId, string StaffId, string Reason);

    /// <param name="Decision">approved, refused or pending.</param>
    internal sealed record LeaveRow(
        string Id, string StaffId, string Kind, DateTime From, DateTime To, DateTime SubmittedAt, string Decision, bool IsOverridden, string CoverId)
    {
        /// <summary>What people write.</summary>
        public string Reason => Kind switch
        {
            "personal" => "家中有事，需本人办理。",
            "sick" => "身体不适，就医。",
            "annual" => "年休假。",
            "lieu" => "周末值班调休。",
            _ => "按规定申请。",
        };

        /// <summary>Whether it counts for attendance: approved, and in time or accepted late.</summary>
        public bool Counts => Decision == "approved" && (IsOverridden || SubmittedAt <= From);
    }

    internal sealed record FindingRow(
        string Id, DateTime At, string Inspection, string WindowId, string StaffId, string Code, int Quantity, bool Severe, bool Verified);

    /// <param name="Day">The day of its slot, which is not always that of handing in.</param>
    internal sealed record ExplanationRow(string StaffId, DateOnly Day, DayPart Part, PunchAction Action, DateTime SubmittedAt, bool Accepted);

    /// <param name="Line">Its line in the file, which makes it one press and no other.</param>
    /// <param name="ShowsCode">Proved by the hall's code in place of a position.</param>
    internal sealed record PunchRow(int Line, string StaffId, DateTime At, PunchAction Action, Position? Position, bool ShowsCode);

    /// <summary>The people of the window that newcomers are shown: of the first hall, with a leader and, if there is one, with two clerks who stay.</summary>
    public IReadOnlyList<PostingRow> Team => Postings
        .Where(row => row.To.Length == 0 && row.SiteId == Sites[0].Id && Postings.Count(other => other.StaffId == row.StaffId) == 1)
        .GroupBy(row => row.WindowId).Where(window => window.Any(row => row.Role == "leader") && window.Any(row => row.Role == "staff"))
        .OrderByDescending(window => Math.Min(2, window.Count(row => row.Role == "staff"))).First().ToList();

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
                .ToLookup(row => DateOnly.FromDateTime(row.From)),
            [.. Rows(folder, "leave.csv").Select(row => new LeaveRow(
                row["leave_id"], row["staff_id"], row["kind"], Time(row["from"]), Time(row["to"]), Time(row["submitted_at"]), row["decision"],
                row["override"] == "true", row.GetValueOrDefault("cover_id", "")))],
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
