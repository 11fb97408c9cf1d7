using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>Makes the stored results of people's days those that were judged. Works in its caller's transaction.</summary>
internal sealed class KeepResults(TimeProvider clock, HallGate gates)
{
    /// <summary>
    /// Keeps the results of the sessions in which nothing can be punched any more; what is still open is judged live
    /// and kept at its close.
    /// </summary>
    /// <returns>The sessions that are over.</returns>
    public async Task<IReadOnlyList<JudgedSession>> Run(
        HallDb db, DateOnly day, IReadOnlyCollection<int> staffIds, IReadOnlyList<JudgedSession> judged, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var minute = LocalMinute.Of(clock.Civil(now));
        var over = judged.Where(session => IsOver(session.Result.Session, session.Result.Rules, minute)).ToList();
        var stored = await db.Set<SessionResult>().Where(result => result.Day == day && staffIds.Contains(result.StaffId))
            .ToDictionaryAsync(result => (result.StaffId, result.Part), cancel);
        foreach (var session in over)
        {
            if (!stored.Remove((session.StaffId, session.Result.Session.Part), out var row))
            {
                row = new SessionResult { StaffId = session.StaffId, Day = day, Part = session.Result.Session.Part, Status = "", Edition = "", Clause = "", Sentence = "" };
                db.Add(row);
            }

            Fill(row, session, gates.Latest!.Days.Timetable.Rulebook, now);
        }

        db.RemoveRange(stored.Values);
        await db.SaveChangesAsync(cancel);
        return over;
    }

    /// <summary>Whether the last minute in which a punch of the session is accepted has passed.</summary>
    public static bool IsOver(Session session, Rules.Rulebook.AttendanceRules rules, LocalMinute now) =>
        now > PunchSlot.Of(session, PunchAction.Out, rules).Closes;

    private static void Fill(SessionResult row, JudgedSession session, Rules.Rulebook.HallRulebook rulebook, DateTimeOffset now)
    {
        var result = session.Result;
        var rules = rulebook.On(row.Day).Leave;
        var why = result.Why(rules);
        (row.WindowId, row.Presence, row.Status) = (session.WindowId, result.Presence, result.Status);
        (row.SignIn, row.SignOut) = (Time(result.Kept.SignIn), Time(result.Kept.SignOut));
        row.LeaveKind = result.Presence == Presence.Leave ? result.Cover?.Leave?.Kind : null;
        (row.LateMinutes, row.EarlyMinutes) = (result.LateMinutes, result.EarlyMinutes);
        (row.NeedsReview, row.KeepsFullMonth) = (result.NeedsReview, result.KeepsFullMonth(rules));
        (row.Edition, row.Clause, row.Sentence, row.ComputedAt) = (rulebook.Edition, why.Clause, why.Sentence, now);
    }

    private static TimeOnly? Time(LocalMinute? minute) => minute is { } at ? TimeOnly.FromDateTime(at.ToDateTime()) : null;
}
