using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Rules.Attendance;

/// <summary>
/// One of the four things to punch on a workday, and when it can be punched (考勤 一(二)): in from an hour before the
/// session to its end, out from its start to an hour after its end; both ends included.
/// </summary>
/// <param name="Session">Which session.</param>
/// <param name="Action">In or out.</param>
/// <param name="Opens">The first minute in which it is accepted.</param>
/// <param name="Closes">The last minute in which it is accepted, itself included.</param>
public sealed record PunchSlot(Session Session, PunchAction Action, LocalMinute Opens, LocalMinute Closes)
{
    /// <summary>上午签到.</summary>
    public string Title => Session.Title + Action.Title();

    /// <summary>Whether a punch in the minute is accepted here.</summary>
    public bool Accepts(LocalMinute minute) => Opens <= minute && minute <= Closes;

    /// <summary>The slot of a session under the rules of its day.</summary>
    public static PunchSlot Of(Session session, PunchAction action, AttendanceRules rules) => action == PunchAction.In
        ? new PunchSlot(session, action, session.Hours.Start - rules.OpenBefore.Value, session.Hours.End)
        : new PunchSlot(session, action, session.Hours.Start, session.Hours.End + rules.CloseAfter.Value);

    /// <summary>The four slots of a workday in the order of the day; none on another day.</summary>
    public static IReadOnlyList<PunchSlot> On(DateOnly day, Timetable timetable)
    {
        var rules = timetable.Rulebook.On(day).Attendance;
        return [.. timetable.On(day).SelectMany(session => PunchActions.All.Select(action => Of(session, action, rules)))];
    }
}
