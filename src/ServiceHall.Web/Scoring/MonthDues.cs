using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>What a month of attendance still lacks before it can be closed (月结).</summary>
/// <param name="HasEnded">Its last day is over.</param>
/// <param name="OpenSessions">Sessions that are not closed yet.</param>
/// <param name="Explanations">Explanations that wait for the section.</param>
/// <param name="StaleDays">Days that wait to be computed again.</param>
/// <param name="Unfiled">Approved leave that the section has not filed.</param>
internal sealed record MonthDues(bool HasEnded, int OpenSessions, int Explanations, int StaleDays, int Unfiled)
{
    /// <summary>Whether nothing is missing.</summary>
    public bool IsReady => HasEnded && OpenSessions + Explanations + StaleDays + Unfiled == 0;

    /// <summary>What is missing, a few words each.</summary>
    public IEnumerable<string> Missing()
    {
        if (!HasEnded)
            yield return "本月还没有结束";
        if (OpenSessions > 0)
            yield return $"{OpenSessions} 个半天未关闭";
        if (Explanations > 0)
            yield return $"{Explanations} 份情况说明待处理";
        if (StaleDays > 0)
            yield return $"{StaleDays} 天待重新计算";
        if (Unfiled > 0)
            yield return $"{Unfiled} 张已批准的假条未备案";
    }

    /// <summary>Reads how a month stands.</summary>
    public static async Task<MonthDues> Read(HallDb db, TimeProvider clock, Timetable timetable, YearMonth month, CancellationToken cancel)
    {
        var (first, last) = (month.Days.First, month.Days.Last);
        var (start, end) = (clock.InstantOf(first.ToDateTime(TimeOnly.MinValue)), clock.InstantOf(last.AddDays(1).ToDateTime(TimeOnly.MinValue)));
        var hasEnded = last < clock.Today();
        var open = (await CloseSessions.Open(db, timetable, hasEnded ? last : clock.Today(), cancel)).Count(session => session.Day >= first);
        var explanations = await db.Waiting().CountAsync(row => row.Day >= first && row.Day <= last, cancel);
        var stale = await db.Set<StaleDay>().AsNoTracking().Where(row => row.First <= last && row.Last >= first).ToListAsync(cancel);
        var unfiled = await db.Set<LeaveRequest>().CountAsync(leave => !leave.IsVoid && leave.State == LeaveState.Approved && leave.From < end && leave.To > start, cancel);
        return new MonthDues(hasEnded, open, explanations, RecomputeProgress.DaysIn(stale, first).Count(month.Days.Holds), unfiled);
    }
}
