using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Inspection;

/// <summary>Findings that wait to be verified (待查实) or filed (待归档).</summary>
internal sealed class FindingFigures(TimeProvider clock, HallRulebook rulebook) : StartFigures(200, Right.VerifyFindings)
{
    public override async Task<IReadOnlyList<Figure>> Read(HallDb db, CancellationToken cancel)
    {
        var needing = rulebook.On(clock.Today()).Scoring.Items.Values.Where(item => item.NeedsVerification).Select(item => item.Code).ToList();
        var unverified = await db.Set<Finding>().CountAsync(finding => finding.VerifiedAt == null && needing.Contains(finding.Code), cancel);
        var unfiled = await db.Set<Finding>().CountAsync(finding => finding.FiledAt == null, cancel);
        var figures = new List<Figure>();
        if (unverified > 0)
            figures.Add(new Figure($"{unverified}", "问题待查实", $"/desk/findings?state={ListFindings.State.Unverified}", Waits: true));
        if (unfiled > 0)
            figures.Add(new Figure($"{unfiled}", "暗访待归档", $"/desk/findings?state={ListFindings.State.Unfiled}", Waits: true));
        return figures;
    }
}
