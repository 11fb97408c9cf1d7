using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>Closes a quarter that has ended: from then on what is found later is booked in the open one (考核 二).</summary>
internal sealed class CloseQuarter(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days, CloseMonths months)
{
    /// <summary>Whoever books holds this lock shared, so no entry slips into a quarter that is being closed.</summary>
    public const long Lock = 4211;

    public async Task<Answer<Done>> Run(Actor actor, Quarter quarter, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "scoring.close-quarter", Right.CloseQuarter, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (quarter.Days.Last >= act.Today)
            return new Refusal($"{quarter} 到 {quarter.Days.Last:yyyy-MM-dd} 才结束，之后才能结账。", "考核 二");
        // What is due by now belongs to this quarter.
        await months.Run(cancel);
        await act.Db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancel);
        var name = $"{quarter}";
        if (await act.Db.Set<ClosedQuarter>().AnyAsync(closed => closed.Quarter == name, cancel))
            return new Done();
        var timetable = (await days.Current(act.Db, cancel)).Timetable;
        if ((await CloseSessions.Open(act.Db, timetable, quarter.Days.Last, cancel)).FirstOrDefault(session => session.Day >= quarter.Days.First) is { } open)
            return new Refusal($"{open.Day:yyyy-MM-dd} {open.Title}的考勤还没有关闭，它的扣分应计在本季度。系统每分钟关闭一次，请稍后再结账。", "考核 二");
        // What is frozen counts one way or the other once it is decided, and that belongs to this quarter.
        if (await act.Db.Waiting().CountAsync(row => row.Day >= quarter.Days.First && row.Day <= quarter.Days.Last, cancel) is > 0 and var waiting)
            return new Refusal($"本季度还有 {waiting} 份情况说明待科室处理，它们的计分还冻结着。请先在“情况说明”中处理，再结账。", "考核 二");
        if (await act.Db.Set<StaleDay>().AnyAsync(row => row.First <= quarter.Days.Last && row.Last >= quarter.Days.First, cancel)
            || await FollowPostings.Disagreeing(act.Db).AnyAsync(result => result.Day >= quarter.Days.First && result.Day <= quarter.Days.Last, cancel)
            || await months.IsDue(act.Db, quarter.Days, cancel))
            return new Refusal("本季度还有日子正在重新计算，请稍后再结账。进度在“月结”页面。", "考核 二");
        act.Db.Add(new ClosedQuarter { Quarter = name, ClosedAt = act.Now, ClosedById = actor.IsHall ? null : actor.StaffId });
        act.Record($"quarter {quarter}");
        await act.Commit(cancel);
        return new Done();
    }
}
