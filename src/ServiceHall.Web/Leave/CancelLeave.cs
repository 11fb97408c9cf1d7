using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Leave;

/// <summary>Takes a request back (撤销): while it waits at any time, once it is approved only before it begins.</summary>
internal sealed class CancelLeave(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public async Task<Answer<Done>> Run(Actor actor, int leaveId, string reason, CancellationToken cancel)
    {
        reason = reason.Trim();
        if (Cut.Count(reason) > LeaveRequest.ReasonLength)
            return new Refusal($"撤销的原因最多 {LeaveRequest.ReasonLength} 个字，请缩短。", "请假 (一)");
        await using var act = await Act.Begin(factory, clock, actor, "leave.cancel", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var (leave, unseen) = await LeaveSights.Locked(act, clock, leaveId, LeaveFaults.Unseen, cancel);
        if (leave is null)
            return unseen;
        if (leave.StaffId != actor.StaffId)
            return await act.RefuseAsNotAllowed(leave.Subject, new("只有请假本人可以撤销。", "请假 (一)"), cancel);
        var wasApproved = leave.State is LeaveState.Approved or LeaveState.Filed;
        if (wasApproved && act.Now >= leave.From)
            return new Refusal("假期已经开始，不能撤销。提前返岗请到岗打卡签到，假期会缩短到那一刻。", "请假 (一)");
        if (LeaveChange.Take(act.Db, leave, LeaveAct.Cancel, actor.StaffId, act.Now, reason) is { } wrong)
            return wrong;
        if (wasApproved)
            StaleDay.Note(act.Db, clock, leave.StaffId, null, leave.From, leave.To, $"撤销请假：{clock.Span(leave)}", actor.StaffId);
        await Tell(act, leave, wasApproved, cancel);
        act.Record(leave.Subject);
        await act.Commit(cancel);
        return new Done();
    }

    private async Task Tell(Act act, LeaveRequest leave, bool wasApproved, CancellationToken cancel)
    {
        var text = $"{act.Rights.Name}撤销了 {clock.Span(leave)} 的请假。";
        Message.Tell(act.Db, act.Now, leave.Covers, MessageKind.Cover, text + "您不用顶岗了。", "/cover");
        var applicant = await LeaveApplicants.Of(act.Db, clock, leave, cancel);
        var offices = await Offices.Read(act.Db, act.Now, act.Today, cancel);
        var section = wasApproved ? offices.Of(LeaveSigner.Section, null, applicant).Select(one => one.StaffId) : [];
        Message.Tell(act.Db, act.Now, offices.Concerned(leave, applicant).Concat(section), MessageKind.Leave, text + "签批、备案随之终止。", $"/leave/{leave.Id}");
    }
}
