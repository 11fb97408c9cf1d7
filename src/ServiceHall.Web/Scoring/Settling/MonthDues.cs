using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Held;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Scoring.FollowedPostings;
using ServiceHall.Web.SetAside;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring.Settling;

/// <summary>What a month of attendance still lacks before it can be closed (月结).</summary>
/// <param name="HasEnded">Its last day is over.</param>
/// <param name="OpenSessions">Sessions that are not closed yet.</param>
/// <param name="Explanations">Explanations that wait for the section.</param>
/// <param name="Held">Held presses that may belong to it and that nobody has verified: what they are about is frozen.</param>
/// <param name="StaleDays">Days that wait to be computed again.</param>
/// <param name="SetAside">What could not be computed of its days: they stay open until it can.</param>
/// <param name="Unfiled">Approved leave that the section has not filed.</param>
/// <param name="Enrolments">Enrolments from a day of it, or from before, that wait for the section: once it is closed nobody could be posted from that day.</param>
/// <param name="UnseenTruancy">Truant sessions that nobody of the section looked at. A hint: they stand as computed, so the month may close.</param>
/// <param name="Undecided">Leave that waits for its cover or signatures. A hint: once the month is closed it can no longer be approved.</param>
internal sealed record MonthDues(bool HasEnded, int OpenSessions, int Explanations, int Held, int StaleDays, int SetAside, int Unfiled, int Enrolments, int UnseenTruancy, int Undecided)
{
    /// <summary>Whether nothing is missing.</summary>
    public bool IsReady => HasEnded && OpenSessions + Explanations + Held + StaleDays + SetAside + Unfiled + Enrolments == 0;

    /// <summary>What is missing, a few words each.</summary>
    public IEnumerable<string> Missing()
    {
        if (!HasEnded)
            yield return "本月还没有结束";
        if (OpenSessions > 0)
            yield return $"{OpenSessions} 个半天未关闭";
        if (Explanations > 0)
            yield return $"{Explanations} 份情况说明待处理";
        if (Held > 0)
            yield return $"{Held} 次打卡待核实（请到“待核实打卡”处理）";
        if (StaleDays > 0)
            yield return $"{StaleDays} 天待重新计算";
        if (SetAside > 0)
            yield return $"{SetAside} 项没有算成，已搁置";
        if (Unfiled > 0)
            yield return $"{Unfiled} 张已批准的假条未备案";
        if (Enrolments > 0)
            yield return $"{Enrolments} 份入驻登记待处理";
    }

    /// <summary>Reads how months stand, all in the same few statements.</summary>
    public static async Task<IReadOnlyDictionary<YearMonth, MonthDues>> Read(
        HallDb db, TimeProvider clock, Timetable timetable, IReadOnlyCollection<YearMonth> months, CancellationToken cancel)
    {
        if (months.Count == 0)
            return new Dictionary<YearMonth, MonthDues>();
        var today = clock.Today();
        var (first, last) = (months.Min(month => month.Days.First), months.Max(month => month.Days.Last));
        var open = (await CloseSessions.Open(db, timetable, last < today ? last : today, cancel)).Select(session => session.Day).ToList();
        var explanations = await db.Waiting().Where(row => row.Day >= first && row.Day <= last).Select(row => row.Day).ToListAsync(cancel);
        var held = await db.HeldDays().Where(row => row.First <= last && row.Last >= first).ToListAsync(cancel);
        var noted = RecomputeProgress.DaysIn(await db.Set<StaleDay>().AsNoTracking().Where(row => row.First <= last && row.Last >= first).ToListAsync(cancel), first);
        var stale = noted.Union((await FollowPostings.Within(db, first, last, cancel)).Select(result => result.Day)).ToList();
        var aside = await db.Set<SetAsideItem>().Where(item => item.First <= last && item.Last >= first).Select(item => new { item.First, item.Last }).ToListAsync(cancel);
        var (start, end) = (StartOf(first), StartOf(last.AddDays(1)));
        LeaveState[] notDone = [LeaveState.Approved, LeaveState.WaitsForCover, LeaveState.WaitsForSignatures];
        var leaves = await db.Set<LeaveRequest>().Where(leave => !leave.IsVoid && notDone.Contains(leave.State) && leave.From < end && leave.To > start)
            .Select(leave => new { leave.From, leave.To, IsApproved = leave.State == LeaveState.Approved }).ToListAsync(cancel);
        var enrolments = await db.Set<EnrolmentRequest>().Where(request => request.Accepted == null && request.From <= last).Select(request => request.From).ToListAsync(cancel);
        var truant = await ListTruancy.Unseen(db).Where(result => result.Day >= first && result.Day <= last).GroupBy(result => new { result.Day.Year, result.Day.Month })
            .ToDictionaryAsync(group => YearMonth.Of(new DateOnly(group.Key.Year, group.Key.Month, 1)), group => group.Count(), cancel);
        return months.ToDictionary(month => month, month => new MonthDues(
            month.Days.Last < today,
            open.Count(month.Days.Holds),
            explanations.Count(month.Days.Holds),
            held.Where(row => row.First <= month.Days.Last && row.Last >= month.Days.First).DistinctBy(row => row.HeldId).Count(),
            stale.Count(month.Days.Holds),
            aside.Count(item => item.First <= month.Days.Last && item.Last >= month.Days.First),
            leaves.Count(leave => leave.IsApproved && leave.From < StartOf(month.Days.Last.AddDays(1)) && leave.To > StartOf(month.Days.First)),
            enrolments.Count(day => day <= month.Days.Last),
            truant.GetValueOrDefault(month),
            leaves.Count(leave => !leave.IsApproved && leave.From < StartOf(month.Days.Last.AddDays(1)) && leave.To > StartOf(month.Days.First))));

        DateTimeOffset StartOf(DateOnly day) => clock.InstantOf(day.ToDateTime(TimeOnly.MinValue));
    }
}
