using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Rulebook;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Held;
using ServiceHall.Web.Attendance.Months;
using ServiceHall.Web.Store;
using Explanation = ServiceHall.Web.Attendance.Explanation;
using Punch = ServiceHall.Web.Attendance.Punch;
using Stored = ServiceHall.Web.Attendance.SessionResult;

namespace ServiceHall.Web.Scoring;

/// <summary>One half day of one person explains itself, from the punches to the points: what was found, why, and what it rests on.</summary>
internal sealed class ShowHalfDay(IDbContextFactory<HallDb> factory, TimeProvider clock, HallGate gates, JudgeDays judge)
{
    /// <summary>Whose, and which half day.</summary>
    internal sealed record Request(int StaffId, DateOnly Day, DayPart Part);

    /// <summary>One attempt to punch, as it was judged.</summary>
    internal sealed record Pressed(DateTime Minute, PunchAction Action, bool Accepted, string Sentence, string Clause);

    /// <summary>What the result rests on beside the punches: leave, an exemption, an enrolment that waited.</summary>
    /// <param name="Title">What it is: 请假, 免考勤, 入驻登记.</param>
    /// <param name="Address">Where it is shown; null: nowhere.</param>
    internal sealed record Ground(string Title, string Text, string? Address);

    /// <summary>An explanation of one of its slots.</summary>
    /// <param name="ShowsProof">A proof came with it, and the actor may see it.</param>
    internal sealed record Told(Explanation Explanation, bool ShowsProof);

    /// <summary>An entry of the ledger.</summary>
    /// <param name="TakenBack">Why it was taken back; null: it is in force.</param>
    /// <param name="Frozen">Why it is shown and does not count for now; null: it is not frozen.</param>
    internal sealed record Booked(string Code, string Title, string Clause, decimal Points, string Sentence, string? TakenBack, string? Frozen);

    /// <param name="Hours">From when to when people work; null: nobody does on this day.</param>
    /// <param name="State">What the month shows for it.</param>
    /// <param name="Why">Clause and sentence; null: there is nothing to say.</param>
    internal sealed record Story(
        int StaffId, string Number, string Name, string Window, DateOnly Day, DayPart Part, string Hours, HalfDay State, string Title, Reason? Why,
        IReadOnlyList<Pressed> Punches, IReadOnlyList<Ground> Grounds, IReadOnlyList<Told> Explanations, IReadOnlyList<Booked> Entries);

    public async Task<Answer<Story>> Run(Actor actor, Request request, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.half-day", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var gate = await gates.Current(act.Db, cancel);
        var (staffId, day, part) = request;
        var stored = await act.Db.Set<Stored>().AsNoTracking().SingleOrDefaultAsync(result => result.StaffId == staffId && result.Day == day && result.Part == part, cancel);
        var posted = gate.PostingOf(staffId, day);
        var windowId = stored?.WindowId ?? (posted is null ? null : gate.Windows[posted.Window].Id);
        var window = await act.Db.Windows.AsNoTracking().Where(window => window.Id == windowId)
            .Select(window => new MonthWindow(window.Id, window.Code, window.Name, window.UnitId, window.Unit!.Name)).SingleOrDefaultAsync(cancel);
        if (staffId != actor.StaffId && (window is null ? !act.Rights.May(Right.SeeAllAttendance) : !act.Rights.MaySee(window)))
            return await act.RefuseAsNotAllowed($"staff {staffId}", new Refusal("您可以查看本人的考勤，以及本窗口、本单位人员在岗期间的考勤，不能查看其他人的。本次尝试已记录。"), cancel);
        var person = await act.Db.Staff.AsNoTracking().Where(staff => staff.Id == staffId).Select(staff => new { staff.Number, staff.Name }).SingleOrDefaultAsync(cancel);
        if (person is null)
            return new Refusal("没有这个人，请刷新后重新选择。", Kind: RefusalKind.NotFound);

        var rules = gate.Days.Timetable.Rulebook.On(day);
        var letters = new MonthLetters(rules.Leave);
        var session = gate.Days.Timetable.Find(day, part);
        var (state, why) = stored is not null
            ? (letters.Of(stored.Status, stored.LeaveKind), new Reason(stored.Clause, stored.Sentence))
            : await Live(act, gate, session, staffId, letters, rules, cancel);
        var name = gate.Days.Year.On(day).Name;
        var explanations = await Explanations(act, request, cancel);
        return new Story(
            staffId, person.Number, person.Name, window is null ? "" : $"{window.Code} {window.Name}", day, part,
            session is null ? name.Length > 0 ? name : "休息日" : $"{session.Hours}", state, letters.Title(state), why,
            await Punches(act, request, session, rules.Attendance, cancel), session is null ? [] : await HalfDayGrounds.Read(act.Db, clock, gate, staffId, session, letters, cancel),
            explanations, await Entries(act, request, explanations, rules.Scoring, cancel));
    }

    // What is not stored yet: today, as it stands.
    private async Task<(HalfDay State, Reason? Why)> Live(Act act, GateInForce gate, Session? session, int staffId, MonthLetters letters, RulesInForce rules, CancellationToken cancel)
    {
        if (session is null)
            return (HalfDay.Off, null);
        var judged = session.Day != act.Today ? null
            : (await judge.Run(act.Db, gate, session.Day, [staffId], cancel)).FirstOrDefault(one => one.Result.Session.Part == session.Part)?.Result;
        if (judged is null)
            return (HalfDay.None, null);
        var slot = PunchSlot.Of(session, PunchAction.Out, rules.Attendance);
        return judged.Required is null || LocalMinute.Of(clock.Civil(act.Now)) > slot.Closes
            ? (letters.Of(judged.Status, judged.Cover?.Leave?.Kind), judged.Why(rules.Leave))
            : (HalfDay.Open, new Reason(rules.Attendance.CloseAfter.Basis, $"{session.Title}还没有结束：到 {slot.Closes} 为止可以签退，之后得出结果。"));
    }

    private static async Task<IReadOnlyList<Pressed>> Punches(Act act, Request request, Session? session, AttendanceRules rules, CancellationToken cancel)
    {
        // A press that found no slot belongs to the half day in which it came.
        var (from, to) = session is null ? (request.Day.ToDateTime(default), request.Day.AddDays(1).ToDateTime(default))
            : (PunchSlot.Of(session, PunchAction.In, rules).Opens.ToDateTime(), PunchSlot.Of(session, PunchAction.Out, rules).Closes.ToDateTime());
        return await act.Db.Set<Punch>().AsNoTracking()
            .Where(punch => punch.StaffId == request.StaffId && punch.Day == request.Day
                && (punch.Part == request.Part || (punch.Part == null && punch.Minute >= from && punch.Minute <= to)))
            .OrderBy(punch => punch.At)
            .Select(punch => new Pressed(punch.Minute, punch.Action, punch.Outcome == PunchOutcome.Accepted, punch.Sentence, punch.Clause)).ToListAsync(cancel);
    }

    // What they wrote, the newest first: after a refused one another may have come.
    private static async Task<IReadOnlyList<Told>> Explanations(Act act, Request request, CancellationToken cancel) =>
    [
        .. (await act.Db.Set<Explanation>().AsNoTracking().Include(row => row.DecidedBy)
                .Where(row => row.StaffId == request.StaffId && row.Day == request.Day && row.Part == request.Part).OrderByDescending(row => row.Id).ToListAsync(cancel))
            .Select(row => new Told(row, row.AttachmentId is not null && ShowExplanationFile.MaySee(act.Rights, row.StaffId))),
    ];

    private static async Task<IReadOnlyList<Booked>> Entries(Act act, Request request, IReadOnlyList<Told> explanations, ScoringRules scoring, CancellationToken cancel)
    {
        var reference = MonthNames.HalfDay(request.Day, request.Part) + "/";
        var rows = await act.Db.Set<LedgerEntry>().AsNoTracking()
            .Where(entry => entry.StaffId == request.StaffId && entry.Day == request.Day && entry.CountersId == null && entry.Reference.StartsWith(reference))
            .OrderBy(entry => entry.Id)
            .Select(entry => new
            {
                Entry = entry,
                TakenBack = act.Db.Set<LedgerEntry>().Where(counter => counter.CountersId == entry.Id).Select(counter => counter.Sentence).FirstOrDefault(),
                IsFrozen = act.Db.Frozen().Any(frozen => frozen.Id == entry.Id),
            }).ToListAsync(cancel);
        return
        [
            .. rows.Select(row => new Booked(
                row.Entry.Code, scoring[row.Entry.Code].Title, row.Entry.Clause, row.Entry.Points, row.Entry.Sentence, row.TakenBack,
                row.IsFrozen ? explanations.Select(told => told.Explanation).FirstOrDefault(one => one.Reference == row.Entry.Reference)?.Freezes ?? HeldPunch.Freezes : null)),
        ];
    }
}
