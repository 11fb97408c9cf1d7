using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Replay.Facts;

/// <summary>Reads a folder of facts and checks each row against its file's form and against the other files.</summary>
internal sealed partial class FactsReader
{
    private readonly string _folder;
    private readonly IReadOnlyList<HallRulebook> _rulebooks;
    private readonly BadInput _bad;
    private readonly TextWriter _warnings;

    private readonly HashSet<string> _sites = new(StringComparer.Ordinal);
    private readonly HashSet<string> _windows = new(StringComparer.Ordinal);
    private readonly HashSet<string> _staff = new(StringComparer.Ordinal);

    /// <param name="folder">Where the files are.</param>
    /// <param name="rulebooks">The rulebooks that will be applied; a code or kind must be known to each.</param>
    /// <param name="bad">Where faults go.</param>
    /// <param name="warnings">Where warnings go.</param>
    public FactsReader(string folder, IReadOnlyList<HallRulebook> rulebooks, BadInput bad, TextWriter warnings) =>
        (_folder, _rulebooks, _bad, _warnings) = (folder, rulebooks, bad, warnings);

    /// <summary>The first and last day of the rows read that make the period: punches, findings and credits.</summary>
    public Period Days { get; private set; } = Period.Empty;

    /// <summary>Reads everything but the punches. With a fault noted, null.</summary>
    public HallFacts? Read()
    {
        var calendar = ReadCalendar();
        var fences = ReadSites();
        var windows = ReadWindows();
        var postings = ReadStaff();
        var leave = ReadLeave();
        var exemptions = ReadExemptions();
        var findings = ReadFindings();
        var credits = ReadCredits();
        var explanations = ReadExplanations();
        return _bad.Any
            ? null
            : new HallFacts(
                new HallCalendar(calendar), fences, new Roster(windows, postings), leave, exemptions, findings, credits, explanations);
    }

    private void Read(string file, string[] required, string[] optional, Action<FactRow> take, bool mustExist = false) =>
        new FactFile(file, required, optional, _bad).Read(_folder, mustExist, _warnings, take);

    private void Saw(DateOnly day) =>
        Days = new Period(day < Days.First ? day : Days.First, day > Days.Last ? day : Days.Last);

    private static string? NewId(FactRow row, string column, HashSet<string> seen)
    {
        if (row.Id(column) is not { } id) return null;
        if (seen.Add(id)) return id;
        row.Wrong(column, $"“{row.Shown(column)}”在这个文件里出现了两次；每个编号只能有一行。", $"'{row.Shown(column)}' stands twice in this file; each id may have one row.");
        return null;
    }

    private string? Window(FactRow row) => Known(row, "window_id", _windows, "窗口", "window", "windows.csv");

    private string? Staff(FactRow row) => Known(row, "staff_id", _staff, "人员", "person", "staff.csv");

    private string? Site(FactRow row) => Known(row, "site_id", _sites, "大厅", "site", "sites.csv");

    private static string? Known(FactRow row, string column, HashSet<string> known, string what, string whatInEnglish, string where)
    {
        if (row.Id(column) is not { } id) return null;
        if (known.TryGetValue(id, out var same)) return same;
        row.Wrong(column, $"没有{what}“{row.Shown(column)}”；请先在 {where} 中登记。", $"there is no {whatInEnglish} '{row.Shown(column)}'; enter it in {where} first.");
        return null;
    }

    private static Interval? Span(FactRow row)
    {
        var (from, to) = (row.Minute("from"), row.Minute("to"));
        if (from is not { } start || to is not { } end) return null;
        if (end > start) return new Interval(LocalMinute.Of(start), LocalMinute.Of(end));
        row.Wrong("to", $"“{row.Shown("to")}”不晚于 from；应晚于 {row.Shown("from")}。", $"'{row.Shown("to")}' is not after from; it must be later than {row.Shown("from")}.");
        return null;
    }
}
