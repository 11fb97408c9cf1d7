using System.Globalization;

namespace ServiceHall.Cli.Tests.Reference;

internal sealed record SiteRow(string Id, double Latitude, double Longitude, decimal Radius);

internal sealed record PostingRow(string Staff, string Window, string Role, DateOnly From, DateOnly? To)
{
    internal bool Holds(DateOnly day) => From <= day && (To is null || day <= To);
}

internal sealed record PunchRow(
    string Staff, string AtAsGiven, string Action, double? Latitude, double? Longitude, decimal? Accuracy, string Proof)
{
    internal DateTime At { get; } = PlainFacts.Time(AtAsGiven);
}

internal sealed record LeaveRow(
    string Id, string Staff, string Kind, DateTime From, DateTime To, DateTime SubmittedAt, string Decision, bool Override);

internal sealed record ExemptionRow(DateTime From, DateTime To, string Site, string Staff);

internal sealed record FindingRow(
    string Id, DateTime FoundAt, string Inspection, string Window, string Staff, string Code, int Quantity, bool Severe,
    bool Verified);

internal sealed record CreditRow(
    string Id, DateOnly On, string Window, string Staff, string Code, string Level, bool Striking, bool Recognised,
    string Matter);

internal sealed record ExplanationRow(
    string Staff, DateOnly Date, string Session, string Slot, DateTime SubmittedAt, bool Accepted);

/// <summary>The contract's chapter "Facts": what is in the folder, all of it, taken as valid.</summary>
internal sealed class PlainFacts
{
    internal Dictionary<DateOnly, string> Calendar { get; } = [];
    internal Dictionary<string, SiteRow> Sites { get; } = [];

    /// <summary>The site of each window, blank for none.</summary>
    internal Dictionary<string, string> SiteOfWindow { get; } = [];
    internal List<PostingRow> Postings { get; } = [];
    internal List<PunchRow> Punches { get; } = [];
    internal List<LeaveRow> Leave { get; } = [];
    internal List<ExemptionRow> Exemptions { get; } = [];
    internal List<FindingRow> Findings { get; } = [];
    internal List<CreditRow> Credits { get; } = [];
    internal List<ExplanationRow> Explanations { get; } = [];

    internal PlainFacts(string folder)
    {
        foreach (var row in PlainCsv.Read(folder, "calendar.csv"))
            Calendar.Add(Day(row["date"]), row["kind"]);
        foreach (var row in PlainCsv.Read(folder, "sites.csv"))
        {
            Sites.Add(row["site_id"], new SiteRow(
                row["site_id"], Number(row["lat"])!.Value, Number(row["lon"])!.Value, (decimal)Number(row["radius_m"])!.Value));
        }

        foreach (var row in PlainCsv.Read(folder, "windows.csv"))
            SiteOfWindow.Add(row["window_id"], row["site_id"]);
        foreach (var row in PlainCsv.Read(folder, "staff.csv"))
        {
            Postings.Add(new PostingRow(row["staff_id"], row["window_id"], row["role"], Day(row["from"]),
                row["to"].Length == 0 ? null : Day(row["to"])));
        }

        foreach (var row in PlainCsv.Read(folder, "punches.csv"))
        {
            Punches.Add(new PunchRow(row["staff_id"], row["at"], row["action"], Number(row["lat"]), Number(row["lon"]),
                (decimal?)Number(row["accuracy_m"]), row["proof"]));
        }

        foreach (var row in PlainCsv.Read(folder, "leave.csv"))
        {
            Leave.Add(new LeaveRow(row["leave_id"], row["staff_id"], row["kind"], Time(row["from"]), Time(row["to"]),
                Time(row["submitted_at"]), row["decision"], IsTrue(row["override"])));
        }

        foreach (var row in PlainCsv.Read(folder, "exemptions.csv"))
            Exemptions.Add(new ExemptionRow(Time(row["from"]), Time(row["to"]), row["site_id"], row["staff_id"]));
        foreach (var row in PlainCsv.Read(folder, "findings.csv"))
        {
            Findings.Add(new FindingRow(row["finding_id"], Time(row["found_at"]), row["inspection"], row["window_id"],
                row["staff_id"], row["code"],
                row["quantity"].Length == 0 ? 1 : int.Parse(row["quantity"], CultureInfo.InvariantCulture),
                IsTrue(row["severe"]), IsTrue(row["verified"])));
        }

        foreach (var row in PlainCsv.Read(folder, "credits.csv"))
        {
            Credits.Add(new CreditRow(row["credit_id"], Day(row["on"]), row["window_id"], row["staff_id"], row["code"],
                row["level"], IsTrue(row["striking"]), IsTrue(row["recognised"]), row["matter"]));
        }

        foreach (var row in PlainCsv.Read(folder, "explanations.csv"))
        {
            Explanations.Add(new ExplanationRow(row["staff_id"], Day(row["date"]), row["session"], row["slot"],
                Time(row["submitted_at"]), IsTrue(row["accepted"])));
        }
    }

    internal PostingRow? PostingOn(string staff, DateOnly day) =>
        Postings.SingleOrDefault(posting => posting.Staff == staff && posting.Holds(day));

    internal static DateTime Time(string text) =>
        DateTime.ParseExact(text, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static double? Number(string text) =>
        text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);

    private static bool IsTrue(string text) => text == "true";
}
