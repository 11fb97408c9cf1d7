using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Attendance.FullMonths;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>A stored result that is not what it was.</summary>
/// <param name="Before">As results write it; null: there was none.</param>
/// <param name="After">As results write it; null: there is none any more.</param>
internal sealed record ChangedResult(int StaffId, DateOnly Day, DayPart Part, string? Before, string? After);

/// <summary>Makes the stored results of people's days those that were judged. Works in its caller's transaction.</summary>
internal sealed class KeepResults(TimeProvider clock, HallGate gates)
{
    /// <param name="Over">The sessions in which nothing can be punched any more.</param>
    /// <param name="Changed">The results that are not what they were.</param>
    internal sealed record Kept(IReadOnlyList<JudgedSession> Over, IReadOnlyList<ChangedResult> Changed);

    /// <summary>
    /// Keeps the results of the sessions in which nothing can be punched any more; what is still open is judged live
    /// and kept at its close. A result that is what it was stays untouched, with the time at which it was computed.
    /// </summary>
    public async Task<Kept> Run(
        HallDb db, DateOnly day, IReadOnlyCollection<int> staffIds, IReadOnlyList<JudgedSession> judged, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var minute = LocalMinute.Of(clock.Civil(now));
        var over = judged.Where(session => IsOver(session.Result.Session, session.Result.Rules, minute)).ToList();
        var stored = await db.Set<SessionResult>().AsNoTracking().Where(result => result.Day == day && staffIds.Contains(result.StaffId))
            .ToDictionaryAsync(result => (result.StaffId, result.Part), cancel);
        var rulebook = gates.Latest!.Days.Timetable.Rulebook;
        var rules = rulebook.On(day).Leave;
        var (changed, windows) = (new List<ChangedResult>(), new HashSet<int>());
        foreach (var session in over)
        {
            var result = session.Of(rulebook.Edition, rules, now);
            var isNew = !stored.Remove((result.StaffId, result.Part), out var row);
            if (!isNew && row!.Says(result))
                continue;
            db.Entry(result).State = isNew ? EntityState.Added : EntityState.Modified;
            changed.Add(new ChangedResult(result.StaffId, day, result.Part, row?.Status, result.Status));
            windows.Add(result.WindowId);
            windows.Add(row?.WindowId ?? result.WindowId);
        }

        windows.UnionWith(stored.Values.Select(row => row.WindowId));
        await UndecidedMonth.Note(db, day, windows, cancel);
        db.RemoveRange(stored.Values);
        changed.AddRange(stored.Values.Select(row => new ChangedResult(row.StaffId, day, row.Part, row.Status, null)));
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        return new Kept(over, changed);
    }

    /// <summary>Whether the last minute in which a punch of the session is accepted has passed.</summary>
    public static bool IsOver(Session session, Rules.Rulebook.AttendanceRules rules, LocalMinute now) =>
        now > PunchSlot.Of(session, PunchAction.Out, rules).Closes;
}
