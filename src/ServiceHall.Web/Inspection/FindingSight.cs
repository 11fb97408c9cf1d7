using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Inspection;

/// <summary>Who may see which finding.</summary>
internal static class FindingSight
{
    /// <summary>
    /// The section and the hall's leader see all; whoever logged one sees it. Once filed, the person sees their own and what
    /// is their window's, the window's leader all of the window, the unit's leader all of the unit.
    /// </summary>
    public static IQueryable<Finding> VisibleTo(this DbSet<Finding> findings, Rights rights)
    {
        if (rights.May(Right.SeeAllFindings))
            return findings;
        var (me, leads) = (rights.StaffId, rights.Roles.Contains(HallRole.WindowLeader));
        var (window, units) = (rights.WindowId, rights.UnitIds);
        return findings.Where(finding => finding.LoggedById == me
            || (finding.FiledAt != null && (finding.StaffId == me
                || (finding.WindowId == window && (leads || finding.StaffId == null))
                || units.Contains(finding.Window!.UnitId))));
    }
}
