using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Store;
using Punch = ServiceHall.Web.Attendance.Punch;

namespace ServiceHall.Web.Scoring.Settling;

/// <summary>When the hall's record begins: nothing before it can be closed.</summary>
internal static class FirstFact
{
    /// <summary>The day of the first accepted punch; null: nobody has punched.</summary>
    public static Task<DateOnly?> OfAttendance(HallDb db, CancellationToken cancel) => db.Set<Punch>()
        .Where(punch => punch.Outcome == PunchOutcome.Accepted).OrderBy(punch => punch.Day)
        .Select(punch => (DateOnly?)punch.Day).FirstOrDefaultAsync(cancel);

    /// <summary>The day of the first punch, finding or entry; null: there is nothing.</summary>
    public static async Task<DateOnly?> Of(HallDb db, TimeProvider clock, CancellationToken cancel)
    {
        var found = await db.Set<Finding>().MinAsync(finding => (DateTimeOffset?)finding.FoundAt, cancel);
        DateOnly?[] days =
        [
            await OfAttendance(db, cancel),
            found is null ? null : DateOnly.FromDateTime(clock.Civil(found.Value)),
            await db.Set<LedgerEntry>().MinAsync(entry => (DateOnly?)entry.Day, cancel),
        ];
        return days.Min();
    }
}
