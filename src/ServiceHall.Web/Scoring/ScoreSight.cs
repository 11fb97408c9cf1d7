using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Scoring;

/// <summary>Who may see whose score.</summary>
internal static class ScoreSight
{
    /// <summary>
    /// The section and the hall's leader see all; everybody their own and their window's; the window's leader its people,
    /// the unit's leader the unit's windows and people.
    /// </summary>
    public static async Task<bool> MaySee(Act act, LedgerSubject subject, CancellationToken cancel)
    {
        var rights = act.Rights;
        if (rights.May(Right.SeeAllScores))
            return true;
        var (today, units) = (act.Today, rights.UnitIds);
        if (subject.Kind == SubjectKind.Window)
            return subject.Id == rights.WindowId || await act.Db.Windows.AnyAsync(window => window.Id == subject.Id && units.Contains(window.UnitId), cancel);
        if (subject.Id == rights.StaffId)
            return true;
        int? leads = rights.Roles.Contains(HallRole.WindowLeader) ? rights.WindowId : null;
        return await act.Db.Postings.AnyAsync(
            post => post.StaffId == subject.Id && post.From <= today && (post.To == null || post.To >= today)
                && (post.WindowId == leads || units.Contains(post.Window!.UnitId)),
            cancel);
    }
}
