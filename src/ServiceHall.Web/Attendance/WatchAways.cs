using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Messages;
using ServiceHall.Web.SetAside;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>
/// Looks each minute at those who have stepped away (考勤 一(四)): reminds them once, tells the section once where it takes
/// too long without leave, and ends what a sign-out or the end of work has ended. Nothing is deducted.
/// </summary>
internal sealed class WatchAways(IDbContextFactory<HallDb> factory, TimeProvider clock, HallGate gates, Commits commits, ForEachItem each)
{
    private const string Job = "watch-aways";

    /// <returns>How many rows it changed.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var ended = await EndBySignOut(db, cancel);
        if (ended > 0)
            commits.Tell(new HashSet<Type> { typeof(SteppedAway) });
        var timetable = (await gates.Current(db, cancel)).Days.Timetable;
        var (now, today) = (clock.GetUtcNow(), clock.Today());
        var card = timetable.Rulebook.On(today).Attendance.AwayCard.Value;
        var rows = await ToLookAt(db, today, card).AsNoTracking().ToListAsync(cancel);
        var leave = await LeaveOf(db, rows, now, cancel);
        var told = await WhoIsTold(db, rows, today, cancel);
        var ran = await each.Run(
            Job, rows, away => new Item(Job, $"away/{away.Id}", $"{told.People[away.StaffId]}{away.Day:M 月 d 日}暂离的查看"),
            (away, stop) => Look(away.Id, timetable, leave, told, card, stop), cancel);
        return ran.Changed + ended;
    }

    private async Task<int> Look(long id, Timetable timetable, ILookup<int, Interval> leave, Told told, int card, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var now = clock.GetUtcNow();
        // Another server's is left to it.
        if (await ToLookAt(db, clock.Today(), card, id).AsTracking().SingleOrDefaultAsync(cancel) is not { } away)
            return 0;
        var over = away.Over(timetable, clock);
        var until = away.BackAt ?? (over < now ? over : now);
        var time = TimeAway.Of(Minute(away.From), Minute(until), leave[away.StaffId], timetable.Rulebook.On(away.Day).Attendance);
        if (time.NeedsLeave && away.SectionToldAt is null)
            TellSection(db, told, away, time, now);
        if (away.BackAt is null && now >= over)
            (away.BackAt, away.Ended) = (over < away.From ? away.From : over, AwayEnd.SessionOver);
        else if (away.BackAt is null && time.NeedsReminder && away.RemindedAt is null)
            Remind(db, away, time, now);
        var changed = await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return changed;
    }

    // The moment is the sign-out's own, whenever this is run. One from before was for leave from which the person has come back.
    private static async Task<int> EndBySignOut(HallDb db, CancellationToken cancel) => await db.Database.ExecuteSqlAsync(
        $"""
        UPDATE stepped_away SET back_at = signed.at, ended = 'SignedOut', ended_by_id = stepped_away.staff_id
        FROM (SELECT away.id, max(punch.at) AS at FROM stepped_away away
              JOIN punch ON punch.day = away.day AND punch.staff_id = away.staff_id AND punch.part = away.part AND punch.action = 'Out' AND punch.outcome = 'Accepted'
                AND punch.at >= away."from"
              WHERE away.back_at IS NULL GROUP BY away.id) signed
        WHERE signed.id = stepped_away.id AND stepped_away.back_at IS NULL
        """, cancel);

    // Open ones, and those that ended too late while nobody looked.
    private static IQueryable<SteppedAway> ToLookAt(HallDb db, DateOnly today, int card) => db.Set<SteppedAway>().FromSql(
        $"""
        SELECT * FROM stepped_away
        WHERE back_at IS NULL OR (day = {today} AND section_told_at IS NULL AND back_at > "from" + make_interval(mins => {card}))
        ORDER BY id
        """);

    private static IQueryable<SteppedAway> ToLookAt(HallDb db, DateOnly today, int card, long id) => db.Set<SteppedAway>().FromSql(
        $"""
        SELECT * FROM stepped_away
        WHERE id = {id} AND (back_at IS NULL OR (day = {today} AND section_told_at IS NULL AND back_at > "from" + make_interval(mins => {card})))
        FOR UPDATE SKIP LOCKED
        """);

    private async Task<ILookup<int, Interval>> LeaveOf(HallDb db, List<SteppedAway> rows, DateTimeOffset now, CancellationToken cancel)
    {
        var ids = rows.Select(away => away.StaffId).Distinct().ToList();
        if (ids.Count == 0)
            return Array.Empty<Interval>().ToLookup(_ => 0);
        var first = rows.Min(away => away.From);
        var leave = await LeaveFacts.Read(db, clock, first, now.AddMinutes(1), ids, cancel);
        return leave.SelectMany(person => person.Select(request => (person.Key, request.Time))).ToLookup(pair => pair.Key, pair => pair.Time);
    }

    private void Remind(HallDb db, SteppedAway away, TimeAway time, DateTimeOffset now)
    {
        away.RemindedAt = now;
        Message.Tell(db, now, [away.StaffId], MessageKind.Presence,
            $"您从 {Civil(away.From)} 起暂离，已 {time.Minutes} 分钟。请在 {Civil(away.ExpectedBack)} 前返回窗口；超过 {time.Rules.AwayCard.Value} 分钟须请假（{time.Rules.AwayCard.Basis.Clause}）。", "/m");
    }

    private static async Task<Told> WhoIsTold(HallDb db, List<SteppedAway> rows, DateOnly today, CancellationToken cancel)
    {
        if (rows.Count == 0)
            return new([], [], []);
        var (people, windows) = (rows.ConvertAll(away => away.StaffId), rows.ConvertAll(away => away.WindowId));
        return new(
            await SectionPeople.Ids(db, Right.WatchPresence, today, cancel),
            await db.Staff.Where(staff => people.Contains(staff.Id)).ToDictionaryAsync(staff => staff.Id, staff => staff.Name + "（" + staff.Number + "）", cancel),
            await db.Windows.Where(window => windows.Contains(window.Id)).ToDictionaryAsync(window => window.Id, window => window.Name, cancel));
    }

    private void TellSection(HallDb db, Told told, SteppedAway away, TimeAway time, DateTimeOffset now)
    {
        away.SectionToldAt = now;
        Message.Tell(db, now, told.Section.Where(id => id != away.StaffId), MessageKind.Presence,
            $"{told.Windows[away.WindowId]} {told.People[away.StaffId]} 从 {Civil(away.From)} 起暂离，{(away.BackAt is null ? "已" : "共")} {time.Minutes} 分钟，没有请假：桌牌留电话只够 {time.Rules.AwayCard.Value} 分钟（{time.Rules.AwayCard.Basis.Clause}）。系统不自动扣分，请核实。", "/desk/today");
    }

    private LocalMinute Minute(DateTimeOffset at) => LocalMinute.Of(clock.Civil(at));

    private string Civil(DateTimeOffset at) => clock.Civil(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The section, and what people and windows are called to it.</summary>
    private sealed record Told(IReadOnlyList<int> Section, Dictionary<int, string> People, Dictionary<int, string> Windows);
}
