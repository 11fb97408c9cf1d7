using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Held;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Scoring.FollowedPostings;
using ServiceHall.Web.SetAside;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring.Settling;

/// <summary>What keeps a quarter from being closed (考核 二): what belongs to it and is not decided yet.</summary>
/// <param name="FirstOpen">The first session that is not closed; null: all are.</param>
/// <param name="OpenSessions">How many are not.</param>
/// <param name="Explanations">Explanations that wait for the section: what they are about is frozen.</param>
/// <param name="Held">Held presses that nobody has verified: what they may belong to is frozen.</param>
/// <param name="StaleDays">Whether days wait to be computed again.</param>
/// <param name="SetAside">What could not be computed of its days or months.</param>
/// <param name="FullMonths">Whether a window's month of full attendance is not decided.</param>
/// <param name="OpenMonths">Attended months whose attendance is not closed (月结).</param>
internal sealed record QuarterDues(
    Session? FirstOpen, int OpenSessions, int Explanations, int Held, bool StaleDays, int SetAside, bool FullMonths, IReadOnlyList<YearMonth> OpenMonths)
{
    /// <summary>Whether nothing keeps it open.</summary>
    public bool IsReady => FirstOpen is null && Explanations == 0 && Held == 0 && !StaleDays && SetAside == 0 && !FullMonths && OpenMonths.Count == 0;

    /// <summary>Reads how a quarter stands.</summary>
    public static async Task<QuarterDues> Read(HallDb db, Timetable timetable, Quarter quarter, CancellationToken cancel)
    {
        var (first, last) = (quarter.Days.First, quarter.Days.Last);
        var open = (await CloseSessions.Open(db, timetable, last, cancel)).Where(session => session.Day >= first).ToList();
        return new QuarterDues(
            open.FirstOrDefault(), open.Count,
            await db.Waiting().CountAsync(row => row.Day >= first && row.Day <= last, cancel),
            await db.HeldDays().Where(row => row.First <= last && row.Last >= first).Select(row => row.HeldId).Distinct().CountAsync(cancel),
            await db.Set<StaleDay>().AnyAsync(row => row.First <= last && row.Last >= first, cancel)
                || (await FollowPostings.Within(db, first, last, cancel)).Count > 0,
            await db.Set<SetAsideItem>().CountAsync(item => item.First <= last && item.Last >= first, cancel),
            await CloseMonths.IsDue(db, quarter.Days, cancel),
            await NotSettled(db, timetable, quarter, cancel));
    }

    private static async Task<IReadOnlyList<YearMonth>> NotSettled(HallDb db, Timetable timetable, Quarter quarter, CancellationToken cancel)
    {
        if (await FirstFact.OfAttendance(db, cancel) is not { } begun)
            return [];
        var (first, last) = (quarter.Days.First, quarter.Days.Last);
        var settled = await db.Set<MonthClosing>().Where(closing => closing.ReopenedAt == null && closing.Month >= first && closing.Month <= last)
            .Select(closing => closing.Month).ToListAsync(cancel);
        return
        [
            .. quarter.Days.Days.Where(day => day >= begun && timetable.On(day).Count > 0).Select(YearMonth.Of).Distinct()
                .Where(month => !settled.Contains(month.Days.First)),
        ];
    }
}
