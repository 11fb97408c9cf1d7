using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance.Held;

/// <summary>Days of its person to which a held press may belong while nobody has verified it; of one press there may be two stretches.</summary>
/// <param name="Last">Itself included; the end of time: nobody's press was believed again since.</param>
internal sealed record HeldDays(long HeldId, int StaffId, DateOnly First, DateOnly Last);

/// <summary>What held presses freeze, as an explanation that waits does.</summary>
internal static class HeldQueries
{
    /// <summary>
    /// The day that the clock showed, for it may have been right and the record ahead; and from the latest moment on record to
    /// the first later day on which presses were believed again.
    /// </summary>
    public static IQueryable<HeldDays> HeldDays(this HallDb db) => db.Database.SqlQuery<HeldDays>($"""
        SELECT held.id AS "HeldId", held.staff_id AS "StaffId", days.first AS "First", days.last AS "Last"
        FROM (
          SELECT id, staff_id, (at AT TIME ZONE {HallClock.Zone.Id})::date AS shown, (not_before AT TIME ZONE {HallClock.Zone.Id})::date AS since
          FROM held_punch WHERE verified_at IS NULL) AS held
        CROSS JOIN LATERAL (VALUES
          (held.shown, held.shown),
          (held.since, coalesce((SELECT min(day) FROM punch WHERE outcome = 'Accepted' AND day > held.since), 'infinity'::date))) AS days (first, last)
        """);
}
