using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Leave;

/// <summary>
/// The section files approved leave (备案, 请假 (二)), or sends it back with a reason. What was handed in after its start counts
/// only when the section accepts it here all the same, with a reason (补假认可).
/// </summary>
internal sealed class FileLeave(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days)
{
    /// <summary>Files several requests, each for itself.</summary>
    /// <param name="overriddenFor">Why those that came after their start are accepted; empty: none of them is.</param>
    public async Task<IReadOnlyList<SignLeave.Decided>> Run(Actor actor, IReadOnlyCollection<int> leaveIds, string overriddenFor, CancellationToken cancel)
    {
        var filed = new List<SignLeave.Decided>();
        foreach (var id in leaveIds)
            filed.Add(new SignLeave.Decided(id, (await Run(actor, id, overriddenFor, cancel)).Refusal));
        return filed;
    }

    /// <summary>Files one request.</summary>
    public async Task<Answer<Done>> Run(Actor actor, int leaveId, string overriddenFor, CancellationToken cancel)
    {
        overriddenFor = overriddenFor.Trim();
        await using var act = await Act.Begin(factory, clock, actor, "leave.file", Right.FileLeave, cancel);
        var (leave, refusal) = await Read(act, actor, leaveId, LeaveAct.File, cancel);
        if (leave is null)
            return refusal!;
        var isLate = leave.SubmittedAt > leave.From;
        if (isLate && Cut.Count(overriddenFor) is < 2 or > LeaveRequest.ReasonLength)
            return new Refusal($"{leave.Staff!.Name}的这张假条在开始之后才提交。请写明补假认可的理由（2 至 {LeaveRequest.ReasonLength} 字），或退回。", "请假 (一)");
        if (isLate && await LeaveFaults.InClosedMonth(act.Db, clock, leave.From, leave.To, cancel) is { } closed)
            return closed;
        if (LeaveChange.Take(act.Db, leave, LeaveAct.File, actor.StaffId, act.Now, isLate ? $"补假认可：{overriddenFor}" : "") is { } wrong)
            return wrong;
        if (isLate)
        {
            leave.OverriddenFor = overriddenFor;
            StaleDay.Note(act.Db, clock, leave.StaffId, null, leave.From, leave.To, $"补假认可（假条 {leave.Id}）", actor.StaffId);
        }

        Message.Tell(act.Db, act.Now, [leave.StaffId], MessageKind.Leave,
            $"您 {clock.Span(leave)} 的请假已由科室备案。{(isLate ? "科室认可补假，理由见假条。" : "")}", $"/leave/{leave.Id}");
        act.Record(leave.Subject, isLate ? "补假认可" : "");
        await act.Commit(cancel);
        return new Done();
    }

    /// <summary>Sends a request back: void from then on. What was taken before stands, where it counted at all.</summary>
    public async Task<Answer<Done>> SendBack(Actor actor, int leaveId, string reason, CancellationToken cancel)
    {
        reason = reason.Trim();
        if (Cut.Count(reason) is < 2 or > LeaveRequest.ReasonLength)
            return new Refusal($"请写明退回的原因（2 至 {LeaveRequest.ReasonLength} 字），申请人会看到。", "请假 (二)");
        await using var act = await Act.Begin(factory, clock, actor, "leave.send-back", Right.FileLeave, cancel);
        var (leave, refusal) = await Read(act, actor, leaveId, LeaveAct.SendBack, cancel);
        if (leave is null)
            return refusal!;
        var minute = act.Now.AddTicks(-(act.Now.Ticks % TimeSpan.TicksPerMinute));
        var (before, stands) = (leave.To, leave.WouldStand(minute));
        // What was taken stands, in a month that is closed too; only what changes asks for an open one.
        var changes = stands && minute < before ? minute : leave.From;
        if (await LeaveFaults.InClosedMonth(act.Db, clock, changes, before, cancel) is { } closed)
            return closed;
        if (LeaveChange.Take(act.Db, leave, LeaveAct.SendBack, actor.StaffId, act.Now, reason) is { } wrong)
            return wrong;
        if (!stands)
            leave.IsVoid = true;
        else if (minute < leave.To)
            leave.To = minute;
        StaleDay.Note(act.Db, clock, leave.StaffId, null, changes, before, $"请假被退回（假条 {leave.Id}）", actor.StaffId);
        var what = !stands ? "自始无效" : minute < before ? $"自 {clock.Moment(minute)} 起无效，之前的仍然有效" : "假期已结束，已休部分仍然有效";
        var next = await LeaveChain.Next(act.Db, clock, (await days.Current(act.Db, cancel)).Timetable, leave, before, cancel);
        Tell(act, actor, leave, before, next, what);
        act.Record(leave.Subject);
        await act.Commit(cancel);
        return new Done();
    }

    private void Tell(Act act, Actor actor, LeaveRequest leave, DateTimeOffset before, LeaveRequest? next, string what)
    {
        var (span, address) = (clock.Span(leave.From, before), $"/leave/{leave.Id}");
        var after = next is null ? "" : $"紧接其后的假条 {next.Id}（{clock.Span(next)}）不受影响，";
        Message.Tell(act.Db, act.Now, [leave.StaffId], MessageKind.Leave,
            $"科室退回了您 {span} 的请假，{what}。{(next is null ? "" : after + "不再休的请在开始前撤销。")}原因见假条。", address);
        var goesOn = next is { CoverAcceptedAt: not null } ? next.CoverId : null;
        var text = $"{leave.Staff!.Name} {span} 的请假被科室退回，";
        Message.Tell(act.Db, act.Now, leave.Covers.Where(id => id != goesOn), MessageKind.Cover, text + "您不用再顶岗。", "/cover");
        if (next is not null)
            Message.Tell(act.Db, act.Now, leave.Covers.Where(id => id == goesOn), MessageKind.Cover, $"{text}这一段您不用再顶岗；其后 {clock.Span(next)} 的请假仍由您顶岗。", "/cover");
        var signers = leave.Signatures.Select(signature => signature.DecidedById).OfType<int>().Where(id => id != actor.StaffId);
        Message.Tell(act.Db, act.Now, signers, MessageKind.Leave,
            $"您签批过的{leave.Staff.Name} {span} 的请假被科室退回，{what}。{(next is null ? "" : after + "须另行退回才失效。")}原因见假条。", address);
    }

    private static async Task<(LeaveRequest? Leave, Refusal? Refusal)> Read(Act act, Actor actor, int leaveId, LeaveAct step, CancellationToken cancel)
    {
        if (act.Refusal is { } refusal)
            return (null, refusal);
        if (await LeaveChange.Locked(act.Db, leaveId, cancel) is not { } leave)
            return (null, LeaveFaults.Gone);
        if (leave.StaffId == actor.StaffId)
            return (null, await act.RefuseAsNotAllowed(leave.Subject, new("不能处理本人的假条，请由科室其他同事备案。", "请假 (二)"), cancel));
        return LeaveFlow.After(leave.State, step) is null ? (null, LeaveFaults.NotNow(leave, step)) : (leave, null);
    }
}
