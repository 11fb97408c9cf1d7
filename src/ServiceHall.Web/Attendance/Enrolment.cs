using ServiceHall.Rules.Calendar;
using Excused = ServiceHall.Rules.Attendance.Exemption;

namespace ServiceHall.Web.Attendance;

/// <summary>
/// A posting that begins before the hall knew of it. Until then nobody could take the person's punches, so sessions that
/// had begun are not owed (考勤 一(六)).
/// </summary>
/// <param name="From">The posting's first day.</param>
/// <param name="At">The minute in which the person was enrolled.</param>
internal sealed record Enrolment(int StaffId, DateOnly From, DateOnly? To, LocalMinute At)
{
    /// <summary>What excuses a session; null: it is owed.</summary>
    public Excused? Excuse(Session session) =>
        session.Day >= From && (To is null || session.Day <= To) && session.Hours.Start < At
            ? new Excused($"{At.Day:yyyy-MM-dd} {At} 才登记在岗（考勤 一(六)）", session.Hours, null, null)
            : null;

    /// <summary>The same as one exemption, for replays.</summary>
    public Interval Excused(Timetable timetable) => new(
        LocalMinute.Of(From.ToDateTime(TimeOnly.MinValue)),
        timetable.On(At.Day).Where(session => session.Hours.Start < At && session.Hours.End > At).Select(session => session.Hours.End).Append(At).Max());
}
