using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Leave;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Forms;
using ServiceHall.Web.Messages;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Leave;

/// <summary>
/// The section records official outings (因公外出) of many people at once, also afterwards: a record that needs no cover and no
/// signatures, and is filed with it. All of them or none.
/// </summary>
internal sealed class RecordOutings(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days)
{
    /// <summary>The kind of leave that it is (请假 (一)).</summary>
    public const string Kind = "official";
    private const int MostPeople = 5000;

    /// <param name="Key">Made by the form: sent again it records nothing twice.</param>
    /// <param name="From">Civil time, whole minutes.</param>
    internal sealed record Request(Guid Key, IReadOnlyCollection<int> StaffIds, DateTime? From, DateTime? To, string Reason);

    /// <returns>How many people it was recorded for.</returns>
    public async Task<Answer<int>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "leave.record-outings", Right.FileLeave, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        if (TimeOf(request.From, request.To, out var time) is { } nonsense)
            return nonsense;
        // As leave is: a sign-in before the first working minute, on the way to the outing, must not end it.
        time = JudgeLeave.Trim((await days.Current(act.Db, cancel)).Timetable, time.From, time.To);
        int[] ids = [.. request.StaffIds.Distinct().Order()];
        var (from, to, reason) = (clock.InstantOf(time.From), clock.InstantOf(time.To), request.Reason.Trim());
        if (ids.Contains(actor.StaffId))
            return await act.RefuseAsNotAllowed("outings", new Refusal("不能为本人登记因公外出，请由科室其他同事登记。", "请假 (二)"), cancel);
        await LeaveLock.Hold(act.Db, ids, cancel);
        // What was recorded before is in its own way, and may have been in this same second.
        if (await Fault(act.Db, ids, time, reason, cancel) is { } fault)
            return await Recorded(act.Db, ids, request, from, to, cancel) ?? fault;
        var people = await act.Db.Staff.Where(staff => ids.Contains(staff.Id)).ToDictionaryAsync(staff => staff.Id, cancel);
        var timetable = (await days.Current(act.Db, cancel)).Timetable;
        var roster = await Rosters.Read(act.Db, post => ids.Contains(post.StaffId), cancel);
        foreach (var id in ids)
        {
            var leave = new LeaveRequest
            {
                Key = request.Key, StaffId = id, Kind = Kind, From = from, To = to, AskedTo = to, Reason = reason, SubmittedAt = act.Now.ToSecond(),
                Tier = "", TierClause = "", TierSentence = "", OverriddenFor = act.Now > from ? reason : null,
            };
            var measured = LeaveTiers.Measure([leave.AsRule(new StaffId(people[id].Number), clock)], roster, timetable)[0];
            (leave.Tier, leave.TierClause, leave.TierSentence) = (measured.Tier.Code, "请假 (一)", $"{measured.Sum}：因公外出由科室登记，不需签批。");
            _ = LeaveChange.Take(act.Db, leave, LeaveAct.Record, actor.StaffId, act.Now, reason);
            _ = LeaveChange.Take(act.Db, leave, LeaveAct.File, actor.StaffId, act.Now, reason);
            act.Db.Add(leave);
            StaleDay.Note(act.Db, clock, id, null, from, to, "科室登记了因公外出", actor.StaffId);
        }

        Message.Tell(act.Db, act.Now, ids.Where(id => id != actor.StaffId), MessageKind.Leave, $"科室为您登记了因公外出：{clock.Span(from, to)}。", "/leave");
        await CoversLost.Tell(act, clock, ids, from, to, $"由科室登记了 {clock.Span(from, to)} 的因公外出", cancel);
        act.Record("outings", $"{ids.Length} 人，{time.From:yyyy-MM-dd HH:mm}–{time.To:yyyy-MM-dd HH:mm}");
        try
        {
            await act.Commit(cancel);
            return ids.Length;
        }
        catch (DbUpdateException clash) when (clash.InnerException is PostgresException { ConstraintName: LeaveTables.NoOverlap } or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            await using var db = await factory.CreateDbContextAsync(cancel);
            return await Recorded(db, ids, request, from, to, cancel)
                ?? new Refusal("刚刚有人的请假与这段时间重叠，什么也没有登记。请刷新后再试。", "请假 (一)", RefusalKind.Conflict);
        }
    }

    /// <summary>The sessions that a stretch of time meets without covering them whole: there people still have to punch.</summary>
    public async Task<Answer<List<string>>> PartOnly(Actor actor, DateTime? from, DateTime? to, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "leave.record-outings", Right.FileLeave, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        // What is wrong with it is said when it is handed in.
        if (TimeOf(from, to, out var given) is not null)
            return new List<string>();
        var time = new Interval(LocalMinute.Of(given.From), LocalMinute.Of(given.To));
        var timetable = (await days.Current(act.Db, cancel)).Timetable;
        return timetable.Touching(time).Where(session => session.Hours.Start < time.Start || session.Hours.End > time.End)
            .Select(session => $"{session.Day:M 月 d 日}{session.Part.Title()}上班时间是 {session.Hours.Start}-{session.Hours.End}，这段外出没有全部包括：其余时间仍须打卡，没有打卡的按迟到、早退或旷工计。")
            .ToList();
    }

    /// <summary>The hours of the first workday from a day on, as a form suggests them.</summary>
    public async Task<(DateTime From, DateTime To)> Suggested(DateOnly day, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var timetable = (await days.Current(db, cancel)).Timetable;
        var sessions = timetable.SessionsFrom(day).FirstOrDefault() is { } next ? timetable.On(next.Day) : [];
        return sessions.Count == 0
            ? (day.ToDateTime(TimeOnly.MinValue), day.AddDays(1).ToDateTime(TimeOnly.MinValue))
            : (sessions[0].Hours.Start.ToDateTime(), sessions[^1].Hours.End.ToDateTime());
    }

    // Sent again, it is answered as it was; with other contents it is another record and needs a key of its own.
    private static async Task<Answer<int>?> Recorded(HallDb db, int[] ids, Request request, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var before = await db.Set<LeaveRequest>().Where(leave => leave.Key == request.Key && leave.Kind == Kind && ids.Contains(leave.StaffId))
            .Select(leave => new { leave.From, leave.AskedTo }).ToListAsync(cancel);
        if (before.Count == 0)
            return null;
        if (before.Count == ids.Length && before.TrueForAll(leave => leave.From == from && leave.AskedTo == to))
            return ids.Length;
        return new Refusal("这一份刚才已经登记过，内容与现在的不同。请刷新后重新登记。", "请假 (一)", RefusalKind.Conflict);
    }

    private static Refusal? TimeOf(DateTime? from, DateTime? to, out (DateTime From, DateTime To) time)
    {
        if (AcceptedDays.Take(("开始时间", from), ("结束时间", to), out time.From, out time.To) is { } fault)
            return fault;
        return time.To <= time.From || time.To > time.From.AddYears(1) || time.From.Second != 0 || time.To.Second != 0
            ? new Refusal("结束须晚于开始，以分钟计，最长一年。请修改时间。", "请假 (一)")
            : null;
    }

    private async Task<Refusal?> Fault(HallDb db, int[] ids, (DateTime From, DateTime To) time, string reason, CancellationToken cancel)
    {
        var (from, to) = (clock.InstantOf(time.From), clock.InstantOf(time.To));
        if (ids.Length is 0 or > MostPeople)
            return new Refusal($"请选择 1 至 {MostPeople} 人。");
        if (Cut.Count(reason) is < 2 or > 200)
            return new Refusal("请写明事由（2 至 200 个字），它会与记录一起保存。", "请假 (一)");
        var known = await db.Staff.CountAsync(staff => ids.Contains(staff.Id), cancel);
        if (known < ids.Length)
            return new Refusal("有人已不在名单中，请刷新后重新选择。", Kind: RefusalKind.NotFound);
        if (await LeaveFaults.InClosedMonth(db, clock, from, to, cancel) is { } closed)
            return closed;
        var timetable = (await days.Current(db, cancel)).Timetable;
        if (timetable.WorkingMinutes(new(LocalMinute.Of(time.From), LocalMinute.Of(time.To))) == 0)
            return new Refusal("这段时间里没有工作时间，不需要登记。", "请假 (一)");
        var clashes = await db.Set<LeaveRequest>().NotVoid().Where(leave => ids.Contains(leave.StaffId) && leave.From < to && leave.To > from)
            .OrderBy(leave => leave.Staff!.Number).Select(leave => new { leave.Staff!.Name, leave.From, leave.To }).Take(11).ToListAsync(cancel);
        return clashes.Count == 0 ? null : new Refusal(
            $"这些人此时已有请假，什么也没有登记：{string.Join("；", clashes.Take(10).Select(leave => $"{leave.Name}（{clock.Span(leave.From, leave.To)}）"))}"
            + $"{(clashes.Count > 10 ? "等" : "")}。请去掉他们，或先处理原来的假条。", "请假 (一)");
    }
}
