using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>Which windows of today somebody may see: the section and the hall's leader all, a unit's leader the unit's, a window's leader the window.</summary>
/// <param name="Watches">Whether suspected windows and times away are theirs to see to.</param>
internal sealed record TodaySight(bool All, int? WindowId, IReadOnlyList<int> UnitIds, bool Watches)
{
    /// <summary>Whether a window is theirs to see.</summary>
    public bool Shows(WindowNow window) => All || window.WindowId == WindowId || UnitIds.Contains(window.UnitId);
}

/// <summary>Tells what somebody may see of today; the picture itself is <see cref="LivePresence"/>'s.</summary>
internal sealed class ShowToday(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public async Task<Answer<TodaySight>> Run(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.presence", Right.SeePresence, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var rights = act.Rights;
        return new TodaySight(
            rights.May(Right.SeeAllPresence), rights.Roles.Contains(HallRole.WindowLeader) ? rights.WindowId : null, rights.UnitIds, rights.May(Right.WatchPresence));
    }
}
