using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Attendance.Signals;
using ServiceHall.Web.Scoring;

namespace ServiceHall.Web.Schedules;

/// <summary>One line of the hall's timetable.</summary>
/// <param name="Name">What the work is called.</param>
/// <param name="Cron">When it is woken, in the hall's zone.</param>
/// <param name="Calls">The use case that it calls. Exactly once is the use case's own affair: it writes the row of its period.</param>
/// <param name="Period">For which period each row is written; empty: it can be done at any time and again.</param>
/// <param name="OnStart">Whether it is also woken when the hall opens, to catch up what was missed.</param>
internal sealed record TimetableLine(string Name, string Cron, Delegate Calls, string Period, bool OnStart);

/// <summary>What the hall does by itself at its times; what runs for as long as it is open stands in docs/architecture.md.</summary>
internal static class Timetable
{
    public static IReadOnlyList<TimetableLine> All { get; } =
    [
        // Hours of work are the rulebook's: each minute it is looked whether a session is over.
        // Some seconds into the minute: what was pressed in the last second may still be on its way into the database.
        new(CloseSessions.SessionJob, "15 * * * * ?", Task (CloseSessions close, CancellationToken stop) => close.Run(stop), "半天、工作日", OnStart: true),
        // Woken by each commit that makes days stale as well (StaleDayWatch).
        new(RecomputeStale.Job, "30 * * * * ?", Task (RecomputeStale recompute, CancellationToken stop) => recompute.Run(stop), "", OnStart: true),
        new(FollowPostings.Job, "15 * * * * ?", Task (FollowPostings follow, CancellationToken stop) => follow.Run(stop), "一次任职变更", OnStart: true),
        new(CloseMonths.Job, "45 */5 * * * ?", Task (CloseMonths close, CancellationToken stop) => close.Run(stop), "一个月的一次计算", OnStart: true),
        new(RemindReturns.Job, "20 */10 8-17 * * ?", Task (RemindReturns remind, CancellationToken stop) => remind.Run(stop), "一张假条", OnStart: true),
        new(RemindCovers.Job, "40 */5 * * * ?", Task (RemindCovers remind, CancellationToken stop) => remind.Run(stop), "", OnStart: true),
        new(RaiseSignatures.Job, "20 */5 * * * ?", Task (RaiseSignatures raise, CancellationToken stop) => raise.Run(stop), "", OnStart: true),
        new(TellDigest.Job, "20 */5 * * * ?", Task (DayEnd end, CancellationToken stop) => end.Run(stop), "工作日", OnStart: true),
        new("expire-messages", "0 50 2 * * ?", Task (ExpireMessages expire, CancellationToken stop) => expire.Run(stop), "", OnStart: false),
        new("watch-aways", "5 * * * * ?", Task (WatchAways watch, CancellationToken stop) => watch.Run(stop), "", OnStart: true),
        new("watch-windows", "10 * * * * ?", Task (WatchWindows watch, CancellationToken stop) => watch.Run(stop), "", OnStart: true),
        new(ReadSignals.Job, "50 * * * * ?", Task (ReadSignals read, CancellationToken stop) => read.Run(stop), "", OnStart: true),
        new("expire-sign-ins", "0 30 2 * * ?", Task (ExpireSignIns expire, CancellationToken stop) => expire.Run(stop), "", OnStart: false),
        new("expire-photos", "0 35 2 * * ?", Task (ExpirePhotos expire, CancellationToken stop) => expire.Run(stop), "", OnStart: false),
        new("expire-positions", "0 40 2 * * ?", Task (ExpirePositions expire, CancellationToken stop) => expire.Run(stop), "", OnStart: false),
    ];
}
