using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Attendance.Held;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>Which truancy there is, and which of it counts.</summary>
internal static class TruancyQueries
{
    /// <summary>The truant sessions of a period.</summary>
    public static IQueryable<TruantSession> Truancy(this HallDb db, Rules.Calendar.Period days) =>
        db.Set<SessionResult>().Where(result => result.Presence == Presence.Truant && result.Day >= days.First && result.Day <= days.Last)
            .Select(result => new TruantSession
            {
                Result = result,
                IsFrozen = db.Freezing().Any(row => row.StaffId == result.StaffId && row.Day == result.Day && row.Part == result.Part && row.Action == PunchAction.In)
                    || db.HeldDays().Any(held => held.StaffId == result.StaffId && held.First <= result.Day && held.Last >= result.Day),
                IsHeld = db.HeldDays().Any(held => held.StaffId == result.StaffId && held.First <= result.Day && held.Last >= result.Day),
            });
}

/// <summary>A truant session as it stands.</summary>
internal sealed class TruantSession
{
    public required SessionResult Result { get; init; }

    /// <summary>An explanation or a held press freezes it: it is shown, and counts against nobody (考勤 一(二), our reading).</summary>
    public bool IsFrozen { get; init; }

    /// <summary>A held press does, which nobody has verified.</summary>
    public bool IsHeld { get; init; }
}
