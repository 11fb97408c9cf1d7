using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>How one of the day's four slots stands.</summary>
internal enum SlotState
{
    /// <summary>未到时间.</summary>
    NotYet,

    /// <summary>可以打卡.</summary>
    Open,

    /// <summary>已打卡.</summary>
    Done,

    /// <summary>Done, but late or early; a sign-out can still be done again while it is open.</summary>
    DoneWithFault,

    /// <summary>已过时间，没有打卡.</summary>
    Missed,

    /// <summary>不需要打卡: covered whole.</summary>
    Excused,
}

/// <summary>One of the day's four slots.</summary>
/// <param name="Slot">Which, and when it can be punched.</param>
/// <param name="Kept">The punch that counts so far; null: none, or one that another one has to follow.</param>
/// <param name="IsOpen">Whether a punch would be accepted now.</param>
/// <param name="Note">What follows from it so far, in a few words; empty: nothing.</param>
internal sealed record TodaySlot(PunchSlot Slot, SlotState State, LocalMinute? Kept, bool IsOpen, string Note)
{
    /// <summary>What is owed of its session after leave and exemptions (应在岗); null: nothing.</summary>
    public Interval? Required { get; init; }

    /// <summary>Whether leave covers its session whole.</summary>
    public bool IsOnLeave { get; init; }

    /// <summary>Whether a punch now would be an early return, and end the leave (提前返岗).</summary>
    public bool EndsLeave { get; init; }

    /// <summary>The latest explanation of it; null: none was handed in.</summary>
    public Explanation? Explanation { get; init; }

    /// <summary>Whether something is wrong with it that can be explained.</summary>
    public bool HasFault { get; init; }
}

/// <summary>A person's day so far.</summary>
/// <param name="Now">The server's minute.</param>
/// <param name="Kind">What day it is.</param>
/// <param name="DayName">The holiday's name or the section's reason; empty on an ordinary day.</param>
/// <param name="Posted">Whether the person is posted today.</param>
/// <param name="Slots">The four slots in order; none on a day without work or posting.</param>
internal sealed record Today(LocalMinute Now, DayKind Kind, string DayName, bool Posted, IReadOnlyList<TodaySlot> Slots)
{
    /// <summary>Whether people work today.</summary>
    public bool Works => Kind is DayKind.Workday or DayKind.MakeUp or DayKind.DecidedWork;

    /// <summary>What the large button does; null: nothing can be punched now.</summary>
    public TodaySlot? Next =>
        // What is still missing before what can be done again; a sign-out before its hour last of all.
        Slots.Where(slot => slot.IsOpen && slot.State == SlotState.Open && !IsEarly(slot)).FirstOrDefault()
        ?? Slots.FirstOrDefault(slot => slot.EndsLeave)
        ?? Slots.FirstOrDefault(slot => slot.IsOpen && !slot.IsOnLeave && slot.Slot.Action == PunchAction.Out);

    /// <summary>Whether a punch now would be a sign-out before the end of what is owed.</summary>
    public bool IsEarly(TodaySlot slot) => slot.Slot.Action == PunchAction.Out && Now < slot.Required?.End;

    /// <summary>Whether the person is on leave at this moment.</summary>
    public bool IsOnLeaveNow { get; init; }

    /// <summary>The slot that opens next, today or on a workday to come; null: not posted.</summary>
    public PunchSlot? Coming { get; init; }
}

/// <summary>Tells a person's own day as it stands now, by the rules that the close will use.</summary>
internal sealed class TodayState(IDbContextFactory<HallDb> factory, TimeProvider clock, HallGate gates, JudgeDays judge)
{
    public async Task<Today> Run(Actor actor, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var gate = await gates.Current(db, cancel);
        var now = LocalMinute.Of(clock.GetLocalNow().DateTime);
        var judged = await judge.Run(db, gate, now.Day, [actor.StaffId], cancel);
        var explanations = await db.Set<Explanation>().AsNoTracking().Where(row => row.StaffId == actor.StaffId && row.Day == now.Day).OrderBy(row => row.Id).ToListAsync(cancel);
        var (kind, name) = gate.Days.Year.On(now.Day);
        var posted = gate.PostingOf(actor.StaffId, now.Day) is not null;
        return new Today(now, kind, name, posted, [.. judged.SelectMany(session => Slots(session, now, explanations))])
        {
            Coming = posted ? PunchTold.NextSlot(now, gate.Days.Timetable) : null,
            IsOnLeaveNow = judged.Any(session => session.Leave.Any(leave => leave.Rule.Time.Start <= now && now < leave.Rule.Time.End)),
        };
    }

    private static IEnumerable<TodaySlot> Slots(JudgedSession session, LocalMinute now, List<Explanation> explanations)
    {
        var result = session.Result;
        var isBack = result.Kept.SignOut is not null && Stays.Of(session).Since is not null;
        foreach (var action in PunchActions.All)
        {
            var slot = PunchSlot.Of(result.Session, action, result.Rules);
            // Whoever comes back after a sign-out owes another one; only where none came is it the one that counts.
            var isAgain = action == PunchAction.Out && isBack && slot.Accepts(now);
            var kept = action == PunchAction.In ? result.Kept.SignIn : isAgain ? null : result.Kept.SignOut;
            var fault = kept is null ? "" : Fault(result, action);
            var state = result.Required is null ? SlotState.Excused
                : kept is not null ? fault.Length > 0 ? SlotState.DoneWithFault : SlotState.Done
                : now < slot.Opens ? SlotState.NotYet
                : slot.Accepts(now) ? SlotState.Open
                : SlotState.Missed;
            yield return new TodaySlot(slot, state, kept, slot.Accepts(now), isAgain ? $"{result.Kept.SignOut} 签退后还应在岗，下班请再签退" : Note(state, fault, action, result, now))
            {
                Explanation = explanations.FindLast(row => row.Part == session.Result.Session.Part && row.Action == action),
                Required = result.Required,
                IsOnLeave = result.Presence == Presence.Leave,
                EndsLeave = action == PunchAction.In && slot.Accepts(now) && session.Leave.Any(leave => leave.Rule.Time.Start < now && now < leave.Rule.Time.End),
                HasFault = !isAgain && SlotFault.Of(result, action, now) is not null,
            };
        }
    }

    private static string Fault(Rules.Attendance.SessionResult result, PunchAction action)
    {
        if (action == PunchAction.In)
            return result.LateMinutes == 0 ? "" : $"迟到 {result.LateMinutes} 分钟{(result.Presence == Presence.Absent ? "，按缺勤半天计" : "")}";
        return result.EarlyMinutes > 0 ? $"早退 {result.EarlyMinutes} 分钟" : "";
    }

    private static string Note(SlotState state, string fault, PunchAction action, Rules.Attendance.SessionResult result, LocalMinute now) => state switch
    {
        SlotState.Excused => result.Presence == Presence.Exempt ? $"免考勤：{result.Cover?.Exemption?.Id}" : "请假",
        SlotState.Missed => action == PunchAction.In ? "未签到" : "未签退",
        SlotState.Open when action == PunchAction.In && result.Required is { } required && now > required.Start => $"已过 {required.Start}，现在签到算迟到",
        _ => fault,
    };
}
