using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Leave;

/// <summary>
/// The decision of somebody who signs leave (签批, 请假 (二)). All named approvers must agree, in any order; one refusal ends
/// it. One person's decision settles every signature of the request that they may give.
/// </summary>
internal sealed class SignLeave(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>What became of one request; no refusal: it is decided.</summary>
    internal sealed record Decided(int LeaveId, Refusal? Refusal);

    /// <summary>Decides several requests, each for itself: a refused one leaves the others decided.</summary>
    public async Task<IReadOnlyList<Decided>> Run(Actor actor, IReadOnlyCollection<int> leaveIds, bool approves, string remark, CancellationToken cancel)
    {
        var decided = new List<Decided>();
        foreach (var id in leaveIds)
            decided.Add(new Decided(id, (await Run(actor, id, approves, remark, cancel)).Refusal));
        return decided;
    }

    /// <summary>Decides one request.</summary>
    public async Task<Answer<Done>> Run(Actor actor, int leaveId, bool approves, string remark, CancellationToken cancel)
    {
        remark = remark.Trim();
        if (Cut.Count(remark) > LeaveRequest.ReasonLength || (!approves && remark.Length == 0))
            return new Refusal(approves ? $"意见最多 {LeaveRequest.ReasonLength} 个字，请缩短。" : $"不同意时请写明理由（{LeaveRequest.ReasonLength} 字以内），申请人会看到。", "请假 (二)");
        await using var act = await Act.Begin(factory, clock, actor, "leave.sign", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var (leave, unseen) = await LeaveSights.Locked(act, clock, leaveId, NotToSign, cancel);
        if (leave is null)
            return unseen;
        var waiting = leave.Signatures.Where(signature => signature.Approves is null).ToList();
        if (leave.State != LeaveState.WaitsForSignatures)
            return LeaveFaults.NotNow(leave, LeaveAct.Sign);
        if (leave.StaffId == actor.StaffId)
            return await act.RefuseAsNotAllowed(leave.Subject, new("不能签批本人的请假，请由其他签批人处理。", "请假 (二)"), cancel);
        var applicant = await LeaveApplicants.Of(act.Db, clock, leave, cancel);
        var offices = await Offices.Read(act.Db, act.Now, act.Today, cancel);
        var mine = waiting.Select(signature => (Signature: signature, As: offices.Of(signature.Signer, signature.RaisedTo, applicant).FirstOrDefault(one => one.StaffId == actor.StaffId)))
            .Where(pair => pair.As is not null).ToList();
        if (mine.Count == 0)
            return await act.RefuseAsNotAllowed(leave.Subject, NotMine(leave, actor, waiting), cancel);
        if (approves && await LeaveFaults.InClosedMonth(act.Db, clock, leave.From, leave.To, cancel) is { } closed)
            return closed;
        foreach (var (signature, by) in mine)
            (signature.Approves, signature.DecidedById, signature.OnBehalfOfId, signature.DecidedAt, signature.Remark) = (approves, actor.StaffId, by!.OnBehalfOfId, act.Now, remark);
        var isLast = mine.Count == waiting.Count;
        if (LeaveChange.Take(act.Db, leave, !approves ? LeaveAct.Refuse : isLast ? LeaveAct.SignLast : LeaveAct.Sign, actor.StaffId, act.Now, remark) is { } wrong)
            return wrong;
        if (leave.State == LeaveState.Approved)
            StaleDay.Note(act.Db, clock, leave.StaffId, null, leave.From, leave.To, $"请假获批：{clock.Span(leave)}", actor.StaffId);
        Tell(act, leave, offices, applicant, remark);
        act.Record(leave.Subject, $"{string.Join('、', mine.Select(pair => pair.Signature.Signer.Title()))}{(approves ? "同意" : "不同意")}");
        await act.Commit(cancel);
        return new Done();
    }

    // Whoever neither signs it nor may see it for another reason learns nothing more.
    private static Refusal NotToSign => new("没有这张假条，或它不由您签批（例如您的签批职责已有变动）。请刷新列表。", "请假 (二)", RefusalKind.NotFound);

    private static Refusal NotMine(LeaveRequest leave, Actor actor, List<LeaveSignature> waiting) =>
        leave.Signatures.Exists(signature => signature.DecidedById == actor.StaffId)
            ? new("您已签批过这张假条，一人一次，不能更改。", "请假 (二)")
            : new($"这张假条不由您签批，或您的签批职责已有变动。现在等待：{string.Join("、", waiting.Select(signature => signature.Signer.Title()))}。", "请假 (二)");

    private void Tell(Act act, LeaveRequest leave, Offices offices, Applicant applicant, string remark)
    {
        var (span, address) = (clock.Span(leave), $"/leave/{leave.Id}");
        var said = remark.Length == 0 ? "" : "签批意见见假条。";
        switch (leave.State)
        {
            case LeaveState.Refused:
                Message.Tell(act.Db, act.Now, [leave.StaffId], MessageKind.Leave, $"您 {span} 的请假未获{act.Rights.Name}批准，请假不成立，请按时到岗。{said}", address);
                Message.Tell(act.Db, act.Now, leave.Covers, MessageKind.Cover, $"{leave.Staff!.Name} {span} 的请假未获批准，您不用顶岗了。", "/cover");
                Message.Tell(act.Db, act.Now, offices.Concerned(leave, applicant).Where(id => id != act.Rights.StaffId), MessageKind.Leave,
                    $"{leave.Staff!.Name} {span} 的请假未获{act.Rights.Name}批准，请假不成立，不用再签批。{said}", address);
                break;
            case LeaveState.Approved:
                var late = leave.SubmittedAt > leave.From ? "这张假条在开始之后才提交，须经科室补假认可才计入考勤。" : "";
                Message.Tell(act.Db, act.Now, [leave.StaffId], MessageKind.Leave, $"您 {span} 的请假已批准，现由科室备案。{late}{said}", address);
                if (leave.CoverId is { } cover)
                    Message.Tell(act.Db, act.Now, [cover], MessageKind.Cover, $"{leave.Staff!.Name} {span} 的请假已批准，请按时顶岗。", "/cover");
                Message.Tell(act.Db, act.Now, offices.Of(LeaveSigner.Section, null, applicant).Select(one => one.StaffId), MessageKind.Approval, $"{leave.Staff!.Name} {span} 的请假已批准，待科室备案。{late}", address);
                break;
            default:
                Message.Tell(act.Db, act.Now, [leave.StaffId], MessageKind.Leave, $"{act.Rights.Name}同意您 {span} 的请假，还需其他签批人签批。{said}", address);
                break;
        }
    }
}
