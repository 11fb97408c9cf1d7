using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance.Held;

/// <summary>Raw positions of presses that were held and have been seen to, or that nobody has for long. The presses and what came of them stay.</summary>
internal sealed class ExpireHeldPositions : IRetentionKind
{
    public string Code => "held-positions";

    public Task<int> Count(HallDb db, RetentionLimit limit, CancellationToken cancel) => Old(db, limit).CountAsync(cancel);

    public Task<int> Remove(HallDb db, RetentionLimit limit, CancellationToken cancel) => Old(db, limit).ExecuteUpdateAsync(
        held => held.SetProperty(press => press.Latitude, (double?)null).SetProperty(press => press.Longitude, (double?)null), cancel);

    // Few: they come of a clock that was wrong.
    private static IQueryable<HeldPunch> Old(HallDb db, RetentionLimit limit) =>
        db.Set<HeldPunch>().Where(held => held.Latitude != null
            && ((held.At < limit.Instant && held.VerifiedAt != null) || held.At < limit.UndecidedInstant));
}
