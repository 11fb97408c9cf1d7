using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring;

/// <summary>Closes a quarter that has ended: from then on what is found later is booked in the open one (考核 二).</summary>
internal sealed class CloseQuarter(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days)
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
        await act.Db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancel);
        var name = $"{quarter}";
        if (await act.Db.Set<ClosedQuarter>().AnyAsync(closed => closed.Quarter == name, cancel))
            return new Done();
        var timetable = (await days.Current(act.Db, cancel)).Timetable;
        if ((await CloseSessions.Open(act.Db, timetable, quarter.Days.Last, cancel)).FirstOrDefault(session => session.Day >= quarter.Days.First) is { } open)
            return new Refusal($"{open.Day:yyyy-MM-dd} {open.Title}的考勤还没有关闭，它的扣分应计在本季度。系统每分钟关闭一次，请稍后再结账。", "考核 二");
        act.Db.Add(new ClosedQuarter { Quarter = name, ClosedAt = act.Now, ClosedById = actor.IsHall ? null : actor.StaffId });
        act.Record($"quarter {quarter}");
        await act.Commit(cancel);
        return new Done();
    }
}
