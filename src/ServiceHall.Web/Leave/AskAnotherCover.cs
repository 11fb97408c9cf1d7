using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>
/// Asks another person to cover (另请顶岗人): after a no, because no answer comes, or because the one who accepted cannot after
/// all. That one covers until the other accepts.
/// </summary>
internal sealed class AskAnotherCover(IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days)
{
    public async Task<Answer<Done>> Run(Actor actor, int leaveId, int? coverId, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "leave.ask-cover", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var (leave, unseen) = await LeaveSights.Locked(act, clock, leaveId, LeaveFaults.Unseen, cancel);
        if (leave is null)
            return unseen;
        if (leave.StaffId != actor.StaffId)
            return await act.RefuseAsNotAllowed(leave.Subject, new("只有请假本人可以另请顶岗人。", "请假 (二)"), cancel);
        var isPassed = leave.State != LeaveState.WaitsForCover;
        if (isPassed && !leave.MayPassCover(act.Now))
            return LeaveFaults.NotNow(leave, LeaveAct.AskCover);
        if (LeaveChange.Take(act.Db, leave, LeaveAct.AskCover, actor.StaffId, act.Now) is { } wrong)
            return wrong;
        if (coverId is not null && leave.Covers.Contains(coverId.Value))
            return new Refusal(leave.CoverAcceptedAt is not null && leave.CoverId == coverId
                ? $"{leave.Cover!.Name}已同意顶岗。请另选一人。"
                : "已经请了这位同事，正在等待答复。可另选一人。", "请假 (二)");
        var windowId = (await LeaveApplicants.Of(act.Db, clock, leave, cancel)).WindowId;
        var toCover = ToCover.Of(clock, (await days.Current(act.Db, cancel)).Timetable, leave, windowId, act.Now);
        if ((await CoverFit.Of(act.Db, clock, toCover, coverId, cancel)).Fault is { } fault)
            return fault;
        if ((isPassed ? leave.NextCoverId : leave.CoverId) is { } before)
            Message.Tell(act.Db, act.Now, [before], MessageKind.Cover, $"{act.Rights.Name}已另请他人为 {clock.Span(leave)} 的请假顶岗，您不用再答复。", "/cover");
        if (isPassed)
            leave.NextCoverId = coverId;
        else
            (leave.CoverId, leave.ReturnTold) = (coverId, act.Now < leave.From ? null : leave.ReturnTold);
        var instead = isPassed ? $"接替{leave.Cover!.Name}" : "";
        Message.Tell(act.Db, act.Now, [coverId!.Value], MessageKind.Cover, $"{act.Rights.Name}请您{instead}顶岗：{clock.Span(leave)}。请在“顶岗”中同意或谢绝。", "/cover");
        act.Record(leave.Subject);
        await act.Commit(cancel);
        return new Done();
    }
}
