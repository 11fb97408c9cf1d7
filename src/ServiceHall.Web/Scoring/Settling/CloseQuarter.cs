using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance.Months;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring.Settling;

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
        if (!(await FirstFact.Of(act.Db, clock, cancel) <= quarter.Days.Last))
            return new Refusal($"{quarter.Chinese()}大厅还没有任何记录，不用结账。", "考核 二");
        if (Why(await QuarterDues.Read(act.Db, (await days.Current(act.Db, cancel)).Timetable, quarter, cancel)) is { } why)
            return why;
        act.Db.Add(new ClosedQuarter { Quarter = name, ClosedAt = act.Now, ClosedById = actor.IsHall ? null : actor.StaffId });
        act.Record($"quarter {quarter}");
        await act.Commit(cancel);
        return new Done();
    }

    private static Refusal? Why(QuarterDues dues) => dues switch
    {
        { FirstOpen: { } open } => No($"{open.Day:yyyy-MM-dd} {open.Title}的考勤还没有关闭，它的扣分应计在本季度。系统每分钟关闭一次，请稍后再结账。"),
        // What is frozen counts one way or the other once it is decided, and that belongs to this quarter.
        { Explanations: > 0 } => No($"本季度还有 {dues.Explanations} 份情况说明待科室处理，它们的计分还冻结着。请先在“情况说明”中处理，再结账。"),
        { Held: > 0 } => No($"本季度还有 {dues.Held} 次打卡待核实，可能涉及的半天暂不计分。请先在“待核实打卡”中核实，再结账。"),
        { SetAside: > 0 } => No($"本季度还有 {dues.SetAside} 项没有算成，已搁置。请到“搁置事项”查看原因，算成之后再结账。"),
        { StaleDays: true } => No("本季度还有日子正在重新计算，请稍后再结账。进度在“月结”页面。"),
        { FullMonths: true } => No("本季度还有窗口的全员满勤没有结算。系统每 5 分钟结算一次，请稍后再结账；如仍未结算，请到“搁置事项”查看原因。"),
        { OpenMonths: [_, ..] } => No($"{string.Join("、", dues.OpenMonths.Select(month => month.Chinese()))}的考勤还没有月结，月结之后才能结账。请先到“月结”页面办理。"),
        _ => null,
    };

    private static Refusal No(string text) => new(text, "考核 二");
}
