using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Forms;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.Store;
using Period = ServiceHall.Web.Store.Period;

namespace ServiceHall.Web.Scoring;

/// <summary>
/// Recomputes a range of closed days for a reason (重新计算), as <see cref="RecomputeStale"/> does those about which a fact came:
/// the same people, the same lock, the same messages about what changed. Each day's transaction says that the day is done.
/// </summary>
internal sealed class RecomputeRange(IDbContextFactory<HallDb> factory, TimeProvider clock, RecomputeDays recompute)
    : WorkKind<RecomputeRange.Asked>(Kind, "重新计算", Right.KeepAttendance, "/desk/months")
{
    public const string Kind = "scoring.recompute";

    /// <summary>The longest range.</summary>
    public const int MostDays = 366;

    /// <param name="First">The first day.</param>
    /// <param name="Last">The last day, itself included.</param>
    /// <param name="Reason">Why, in words that the people concerned are told.</param>
    internal sealed record Asked(DateOnly? First, DateOnly? Last, string Reason);

    /// <param name="Day">The last day that is done.</param>
    /// <param name="Changed">How many people were told that something changed, added up over the days.</param>
    internal sealed record Reached(DateOnly Day, int Changed);

    public override string Stopped(LongWork.LongWork work) =>
        work.Done == 0 ? "已停止，没有重新计算任何一天。" : $"已停止：{work.Done} / {work.Total} 天已经重新计算，其余的没有动。";

    protected override async Task<Refusal?> RefusalFor(Act act, Asked parameters, UploadedFile? input, CancellationToken cancel)
    {
        if (Propose.FaultOf(parameters.Reason) is { } fault)
            return fault;
        if (AcceptedDays.Take(("开始日期", parameters.First), ("结束日期", parameters.Last), out var first, out var last) is { } noDay)
            return noDay;
        if (first > last || last.DayNumber - first.DayNumber >= MostDays)
            return new Refusal($"日期不正确：结束日期不能早于开始日期，一次最多 {MostDays} 天。");
        if (await MonthClosing.RefusalFor(act.Db, first, last, cancel) is { } kept)
            return kept;
        return (await Closed(act.Db, new(first, last), cancel)).Count > 0 ? null : new Refusal("这段日期里没有已经关闭的工作日，不用重新计算。");
    }

    protected override async Task<WorkEnd> Run(WorkContext work, Asked parameters, CancellationToken stop)
    {
        List<DateOnly> days;
        await using (var db = await factory.CreateDbContextAsync(stop))
            days = await Closed(db, new(parameters.First!.Value, parameters.Last!.Value), stop);
        var reached = work.Reached<Reached>() ?? new Reached(DateOnly.MinValue, 0);
        for (var done = days.Count(day => day <= reached.Day); done < days.Count; done++)
        {
            stop.ThrowIfCancellationRequested();
            work.Report($"正在计算 {days[done]:yyyy-MM-dd}", done, days.Count);
            var next = await Day(work, parameters, days[done], reached.Changed, (done + 1, days.Count), stop);
            if (next.Refusal is { } refusal)
                return WorkEnd.No(refusal with { Text = $"{(done > 0 ? $"前 {done} 天已经重新计算，其余的没有动。" : "")}{refusal.Text}" });
            reached = next.Value;
        }

        return new WorkEnd($"重新计算了 {days.Count} 天，{(reached.Changed > 0 ? $"{reached.Changed} 人次的结果有变化，已逐人告知" : "没有人的结果有变化")}。");
    }

    private async Task<Answer<Reached>> Day(
        WorkContext work, Asked parameters, DateOnly day, int changed, (int Done, int Total) share, CancellationToken stop)
    {
        await using var act = await Act.Begin(factory, clock, work.Starter, "scoring.recompute", Right.KeepAttendance, stop);
        if (act.Refusal is { } refusal)
            return refusal;
        // A session that closes meanwhile waits, and no month is closed before this day is done.
        await act.Db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({CloseSessions.Lock})", stop);
        if (await MonthClosing.RefusalFor(act.Db, day, day, stop) is { } kept)
            return kept;
        // Those whom the close judged: somebody posted to that day only later could not punch and owes nothing (考勤 一(六)).
        var people = await act.Db.Set<SessionResult>().Where(result => result.Day == day).Select(result => result.StaffId).Distinct().ToListAsync(stop);
        var cause = $"重新计算：{parameters.Reason.Trim()}";
        var told = new ToldChanges();
        told.Add(await recompute.Run(act.Db, day, people, work.Starter, cause, stop), people.ToDictionary(id => id, _ => cause));
        told.Tell(act.Db, act.Now);
        act.Record($"day {day:yyyy-MM-dd}", parameters.Reason.Trim());
        await act.Db.SaveChangesAsync(stop);
        var reached = new Reached(day, changed + told.People);
        await work.Reach(act.Db, reached, share.Done, share.Total, stop);
        await act.Commit(stop);
        return reached;
    }

    // In order; a day counts as closed from its first closed session on.
    private static async Task<List<DateOnly>> Closed(HallDb db, Rules.Calendar.Period asked, CancellationToken cancel)
    {
        var names = asked.Days
            .SelectMany(day => CloseSessions.NamesOn(day).Select(name => (name, day))).ToDictionary();
        var done = await db.Set<Period>().Where(period => period.Job == CloseSessions.SessionJob && names.Keys.Contains(period.Name))
            .Select(period => period.Name).ToListAsync(cancel);
        return [.. done.Select(name => names[name]).Distinct().Order()];
    }
}
