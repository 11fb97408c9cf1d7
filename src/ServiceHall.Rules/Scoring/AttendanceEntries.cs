using System.Globalization;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.People;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Scoring;

/// <summary>
/// Books what follows from a session (考核 一(一)1(1)): one point for lateness, for leaving early or not signing out, and
/// for absence or truancy. One slot costs once; an explanation that counts lifts the points of its slot.
/// </summary>
public static class AttendanceEntries
{
    /// <summary>The entries of a session: none, one, or two (late and early).</summary>
    /// <param name="result">The session's result.</param>
    /// <param name="rules">The rules of the day.</param>
    /// <param name="isExplained">Whether an explanation of a slot of the session counts.</param>
    public static IEnumerable<LedgerEntry> Of(SessionResult result, RulesInForce rules, Func<PunchAction, bool> isExplained)
    {
        var booking = rules.Attendance.Booking;
        return result.Presence switch
        {
            Presence.Absent => Book(PunchAction.In, booking.Absent),
            Presence.Truant => Book(PunchAction.In, booking.Truant),
            Presence.Present => [.. Late(), .. EarlyOrNoOut()],
            _ => [],
        };

        IEnumerable<LedgerEntry> Late() => result.IsLate ? Book(PunchAction.In, booking.Late) : [];

        IEnumerable<LedgerEntry> EarlyOrNoOut() =>
            result.IsEarly ? Book(PunchAction.Out, booking.Early)
            : result.MissingOut ? Book(PunchAction.Out, booking.NoOut)
            : [];

        IEnumerable<LedgerEntry> Book(PunchAction slot, string code) =>
            isExplained(slot) ? [] : [Entry(result, rules, slot, rules.Scoring[code])];
    }

    private static LedgerEntry Entry(SessionResult result, RulesInForce rules, PunchAction slot, ScoreItem item)
    {
        var points = item.Points ?? throw new InvalidOperationException($"{item.Code} has no points of its own.");
        var session = result.Session;
        return new LedgerEntry(
            session.Day,
            Subject.Of(result.Posting.Staff),
            item.Code,
            string.Create(CultureInfo.InvariantCulture, $"{session.Day:yyyy-MM-dd}/{session.Part.Code()}/{slot.Code()}"),
            result.Posting.Window,
            item.Signed(points),
            EntrySource.Attendance,
            new Lazy<Reason>(() => new Reason(item.Basis, $"{item}：{result.Why(rules.Leave).Sentence}记 {item.Signed(points)} 分。")));
    }
}
