using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Store;
using RuleFinding = ServiceHall.Rules.Inspection.Finding;

namespace ServiceHall.Web.Inspection;

/// <summary>One subject, one item, one quarter: within it the earlier findings decide whether a later one is a reminder (检查 四(二)).</summary>
/// <param name="SubjectId">The person's or window's id in the database.</param>
internal sealed record FindingUnit(SubjectKind Kind, int SubjectId, string Code, Quarter Quarter)
{
    /// <summary>The unit of a finding: a person's item is the named person's, everything else the window's.</summary>
    public static FindingUnit Of(DateOnly day, string code, int windowId, int? staffId, HallRulebook rulebook) =>
        rulebook.On(day).Scoring[code].Subject != ItemSubject.Window && staffId is { } id
            ? new(SubjectKind.Person, id, code, Quarter.Of(day))
            : new(SubjectKind.Window, windowId, code, Quarter.Of(day));

    public static FindingUnit Of(Finding finding, HallRulebook rulebook) =>
        Of(finding.Day, finding.Code, finding.WindowId, finding.StaffId, rulebook);
}

/// <summary>Judges what is logged and filed, whole units at a time.</summary>
internal static class FindingUnits
{
    /// <summary>How a finding is named in the ledger and in files.</summary>
    public static string Name(int id) => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>A finding as the rules want it.</summary>
    public static RuleFinding ToRule(this Finding finding, string window, string? staff, TimeProvider clock) => new(
        Name(finding.Id), clock.Civil(finding.FoundAt), finding.Inspection, new WindowId(window),
        staff is null ? null : new StaffId(staff), finding.Code, finding.Quantity, finding.IsSevere, finding.VerifiedAt is not null);

    /// <summary>All filed findings of some units, judged; beside them one that is not logged yet, where it is given.</summary>
    public static async Task<IReadOnlyList<JudgedFinding>> Judge(
        HallDb db, IReadOnlyCollection<FindingUnit> units, RuleFinding? unlogged, HallRulebook rulebook, TimeProvider clock, CancellationToken cancel)
    {
        if (units.Count == 0)
            return [];
        var codes = units.Select(unit => unit.Code).Distinct().ToList();
        var staff = units.Where(unit => unit.Kind == SubjectKind.Person).Select(unit => unit.SubjectId).Distinct().ToList();
        var windows = units.Where(unit => unit.Kind == SubjectKind.Window).Select(unit => unit.SubjectId).Distinct().ToList();
        var (first, last) = (units.Min(unit => unit.Quarter.Days.First), units.Max(unit => unit.Quarter.Days.Last));
        var rows = await db.Set<Finding>().AsNoTracking()
            .Where(finding => finding.FiledAt != null && codes.Contains(finding.Code) && finding.Day >= first && finding.Day <= last
                && ((finding.StaffId != null && staff.Contains(finding.StaffId.Value)) || windows.Contains(finding.WindowId)))
            .Select(finding => new { Finding = finding, Window = finding.Window!.Code, Staff = (string?)finding.Staff!.Number })
            .ToListAsync(cancel);
        var wanted = units.ToHashSet();
        var findings = rows.Where(row => wanted.Contains(FindingUnit.Of(row.Finding, rulebook)))
            .Select(row => row.Finding.ToRule(row.Window, row.Staff, clock));
        return FindingJudge.Judge(unlogged is null ? findings : findings.Append(unlogged), rulebook);
    }
}

/// <summary>What follows in later chapters from findings that changed, in the transaction of the change.</summary>
internal interface IFollowFindings
{
    /// <summary>The findings of some units changed; the context holds the change, saved or not.</summary>
    /// <param name="cause">What changed, in a sentence.</param>
    Task Follow(HallDb db, IReadOnlyCollection<FindingUnit> units, Accounts.Actor actor, string cause, CancellationToken cancel);

    /// <summary>What has to be known of a unit before a finding of it is logged, in a sentence; null: nothing.</summary>
    Task<string?> Foretell(HallDb db, FindingUnit unit, CancellationToken cancel);
}
