using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Months;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Scoring.Settling;

/// <summary>
/// Closes a month of attendance (月结): from then on its facts stay as they are. It closes when nothing is missing any
/// more. The section head may open it again for a reason, on record.
/// </summary>
internal sealed class SettleMonth(IDbContextFactory<HallDb> factory, TimeProvider clock, HallGate gates)
{
    public async Task<Answer<Done>> Close(Actor actor, YearMonth month, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.close-month", Right.KeepAttendance, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        // Whoever changes a fact of the month holds this shared: what is counted here does not change before the commit.
        await act.Db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({MonthClosing.Lock})", cancel);
        if (await Closing(act, month, cancel) is { } closed)
            return new Refusal($"{month.Chinese()}已由{closed.ClosedBy?.Name}月结。", "考勤 一(五)", RefusalKind.Conflict);
        var state = (await MonthDues.Read(act.Db, clock, (await gates.Current(act.Db, cancel)).Days.Timetable, [month], cancel))[month];
        if (!state.IsReady)
            return new Refusal($"{month.Chinese()}还不能月结：{string.Join("，", state.Missing())}。", "考勤 一(五)");
        act.Db.Add(new MonthClosing { Month = month.Days.First, ClosedAt = act.Now, ClosedById = act.Rights.StaffId });
        act.Record($"month {month}");
        await act.Commit(cancel);
        return new Done();
    }

    public async Task<Answer<Done>> Reopen(Actor actor, YearMonth month, string reason, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.reopen-month", Right.ReopenMonth, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (Propose.FaultOf(reason) is { } fault)
            return fault;
        await act.Db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({MonthClosing.Lock})", cancel);
        if (await Closing(act, month, cancel) is not { } closing)
            return new Refusal($"{month.Chinese()}没有月结，不用重新打开。", Kind: RefusalKind.Conflict);
        (closing.ReopenedAt, closing.ReopenedById, closing.ReopenedFor) = (act.Now, act.Rights.StaffId, reason.Trim());
        act.Record($"month {month}", reason.Trim());
        await act.Commit(cancel);
        return new Done();
    }

    private static Task<MonthClosing?> Closing(Act act, YearMonth month, CancellationToken cancel)
    {
        var first = month.Days.First;
        return act.Db.Set<MonthClosing>().Include(closing => closing.ClosedBy).SingleOrDefaultAsync(closing => closing.Month == first && closing.ReopenedAt == null, cancel);
    }
}
