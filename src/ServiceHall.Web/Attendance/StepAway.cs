using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>
/// Stepping away from the window for a while, and coming back (暂离, 考勤 一(四)). Pressed twice it is once; a sign-out
/// and the end of work end it too (<see cref="WatchAways"/>).
/// </summary>
internal sealed class StepAway(IDbContextFactory<HallDb> factory, TimeProvider clock, HallGate gates, JudgeDays judge)
{
    /// <summary>Starts. Only somebody who is signed in to the running session, and not on leave, steps away.</summary>
    public async Task<Answer<SteppedAway>> Start(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.step-away", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var gate = await gates.Current(act.Db, cancel);
        if (await EndOver(act, actor.StaffId, gate.Days.Timetable, cancel) is { } already)
            return already;
        var rules = gate.Days.Timetable.Rulebook.On(act.Today).Attendance;
        var now = LocalMinute.Of(clock.Civil(act.Now));
        var judged = (await judge.Run(act.Db, gate, act.Today, [actor.StaffId], cancel)).FirstOrDefault(session => session.Result.Session.Hours is var hours && hours.Start <= now && now < hours.End);
        if (judged is null)
            return new Refusal($"现在 {now} 不在您的上班时间内，不用登记暂离。", rules.AwayCard.Basis.Clause);
        if (await LeaveUntil(act.Db, actor.StaffId, act.Now, cancel) is { } until)
            return new Refusal($"您现在在请假（到 {until:HH:mm}），不用登记暂离。", rules.AwayCard.Basis.Clause);
        if (Missing(judged, now, rules.AwayCard.Basis.Clause) is { } missing)
            return missing;
        var end = clock.InstantOf(judged.Result.Session.Hours.End.ToDateTime());
        var due = act.Now.AddMinutes(rules.AwayCard.Value);
        var away = new SteppedAway
        {
            StaffId = actor.StaffId, WindowId = judged.WindowId, Day = act.Today, Part = judged.Result.Session.Part,
            From = act.Now, ExpectedBack = due < end ? due : end,
        };
        act.Db.Add(away);
        act.Record($"staff {act.Rights.Number}", $"暂离，预计 {clock.Civil(away.ExpectedBack):HH:mm} 返回。");
        try
        {
            await act.Commit(cancel);
        }
        catch (DbUpdateException clash) when (clash.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: AwayTables.OneOpen })
        {
            // Two taps at once: the other one is it.
            await using var db = await factory.CreateDbContextAsync(cancel);
            return await Open(db, actor.StaffId).SingleOrDefaultAsync(cancel) is { } other && act.Now < other.Over(gate.Days.Timetable, clock)
                ? other
                : new Refusal("暂离刚刚已经结束。需要再次离开时，请再按一次。", Kind: RefusalKind.Conflict);
        }

        return away;
    }

    /// <summary>Comes back. Where the time away has ended already, that is the answer.</summary>
    public async Task<Answer<Done>> End(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.come-back", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var timetable = (await gates.Current(act.Db, cancel)).Days.Timetable;
        if (await EndOver(act, actor.StaffId, timetable, cancel) is not { } away)
        {
            // One of an earlier day that was still open has ended with its day, and is no answer about today.
            await act.Commit(cancel);
            return new Done();
        }

        (away.BackAt, away.Ended, away.EndedById) = (act.Now < away.From ? away.From : act.Now, AwayEnd.Returned, actor.StaffId);
        act.Record($"staff {act.Rights.Number}", $"{clock.Civil(away.From):HH:mm} 起暂离，现已返回。");
        await act.Commit(cancel);
        return new Done();
    }

    /// <summary>A person's time away that runs, and how long it is by now; null: none.</summary>
    public async Task<(SteppedAway Away, TimeAway Time)?> Running(int staffId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        if (await Open(db, staffId).SingleOrDefaultAsync(cancel) is not { } away)
            return null;
        var timetable = (await gates.Current(db, cancel)).Days.Timetable;
        if (now >= away.Over(timetable, clock))
            return null;
        var leave = await LeaveFacts.Read(db, clock, away.From, now.AddMinutes(1), [staffId], cancel);
        var rules = timetable.Rulebook.On(away.Day).Attendance;
        return (away, TimeAway.Of(LocalMinute.Of(clock.Civil(away.From)), LocalMinute.Of(clock.Civil(now)), leave[staffId].Select(request => request.Time), rules));
    }

    // What stands open of a session that is over, since nobody looked meanwhile, is ended with that session; what runs is given back.
    private async Task<SteppedAway?> EndOver(Act act, int staffId, Timetable timetable, CancellationToken cancel)
    {
        var away = await act.Db.Set<SteppedAway>()
            .FromSql($"SELECT * FROM stepped_away WHERE staff_id = {staffId} AND back_at IS NULL FOR UPDATE").AsTracking().SingleOrDefaultAsync(cancel);
        if (away?.Over(timetable, clock) is not { } over || act.Now < over)
            return away;
        (away.BackAt, away.Ended) = (over < away.From ? away.From : over, AwayEnd.SessionOver);
        act.Record($"staff {act.Rights.Number}", $"{away.Day:M 月 d 日} {clock.Civil(away.From):HH:mm} 起的暂离没有登记返回，已按当天{away.Part.Title()}下班结束。");
        await act.Db.SaveChangesAsync(cancel);
        return null;
    }

    private static IQueryable<SteppedAway> Open(HallDb db, int staffId) =>
        db.Set<SteppedAway>().AsNoTracking().Where(away => away.StaffId == staffId && away.BackAt == null);

    private async Task<DateTime?> LeaveUntil(HallDb db, int staffId, DateTimeOffset now, CancellationToken cancel) =>
        await db.Set<LeaveRequest>().Counting().Where(leave => leave.StaffId == staffId && leave.From <= now && leave.To > now)
            .Select(leave => (DateTimeOffset?)leave.To).FirstOrDefaultAsync(cancel) is { } until
            ? clock.Civil(until)
            : null;

    private static Refusal? Missing(JudgedSession judged, LocalMinute now, string clause) => judged.Result switch
    {
        { Required: null } => new Refusal($"您{judged.Result.Session.Title}免考勤，不用登记暂离。", clause),
        { Kept.SignIn: null } => new Refusal($"您{judged.Result.Session.Title}还没有签到，不能登记暂离。请先签到。", clause),
        _ => Stays.LeftAt(judged, now) is { } left ? new Refusal($"您已在 {left} 签退，不用登记暂离。", clause) : null,
    };
}
