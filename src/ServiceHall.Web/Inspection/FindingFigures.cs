using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Inspection;

/// <summary>Findings that wait to be verified (待查实) or filed (待归档).</summary>
internal sealed class FindingFigures(TimeProvider clock, HallRulebook rulebook) : StartFigures(200, Right.VerifyFindings)
{
    protected override IReadOnlyList<Due> Dues(HallDb db)
    {
        var needing = rulebook.On(clock.Today()).Scoring.Items.Values.Where(item => item.NeedsVerification).Select(item => item.Code).ToList();
        return
        [
            new("问题待查实", $"/desk/findings?state={ListFindings.State.Unverified}",
                db.Set<Finding>().Where(finding => finding.VerifiedAt == null && needing.Contains(finding.Code)).Select(_ => 1)),
            new("暗访待归档", $"/desk/findings?state={ListFindings.State.Unfiled}", db.Set<Finding>().Where(finding => finding.FiledAt == null).Select(_ => 1)),
        ];
    }
}
