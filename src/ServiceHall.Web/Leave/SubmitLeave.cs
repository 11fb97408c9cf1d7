using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>
/// Hands in a request for leave (请假 (一)) and asks the cover person. The same form sent again, because nobody knew
/// whether it had arrived, is the same request.
/// </summary>
internal sealed class SubmitLeave(IDbContextFactory<HallDb> factory, TimeProvider clock, JudgeLeave judge)
{
    /// <summary>A file that comes with the form.</summary>
    internal sealed record File(string Name, ReadOnlyMemory<byte> Bytes);

    /// <returns>The request's number.</returns>
    public async Task<Answer<int>> Run(Actor actor, LeaveForm form, File? file, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "leave.submit", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        form = await judge.Trim(act.Db, form, cancel);
        if (form.FaultOfReason() is { } reason)
            return reason;
        var (attachment, fault) = file is null ? (null, null) : Attachment.Of(file.Bytes.Span, file.Name, actor.StaffId, act.Now);
        if (fault is not null)
            return new Refusal(fault, "请假 (一)");
        await LeaveLock.Hold(act.Db, [actor.StaffId], cancel);
        var judged = await judge.Run(act.Db, act.Rights, form, cancel);
        // A form that came before is in its own way, and may have come in this same second.
        return judged.Faults is [var first, ..] ? await Before(act.Db, actor, form, cancel) ?? first : await Keep(act, actor, form, judged, attachment, cancel);
    }

    private async Task<Answer<int>> Keep(Act act, Actor actor, LeaveForm form, JudgedLeave judged, Attachment? attachment, CancellationToken cancel)
    {
        var measured = judged.Measured!;
        var leave = new LeaveRequest
        {
            Key = form.Key, StaffId = actor.StaffId, Kind = form.Kind, From = clock.InstantOf(form.From), To = clock.InstantOf(form.To),
            AskedTo = clock.InstantOf(form.To), Reason = form.Reason, SubmittedAt = act.Now.ToSecond(), ExtendsId = form.ExtendsId, Attachment = attachment,
            Tier = measured.Tier.Code, TierClause = measured.Why.Clause,
            TierSentence = WhoSigns.Sentence(measured, judged.WindowId is null, judged.Signatures.Select(needed => needed.Signer)), CoverId = form.CoverId,
        };
        if (LeaveChange.Take(act.Db, leave, LeaveAct.Submit, actor.StaffId, act.Now) is { } wrong)
            return wrong;
        act.Db.Add(leave);
        try
        {
            await act.Db.SaveChangesAsync(cancel);
            Message.Tell(act.Db, act.Now, [form.CoverId!.Value], MessageKind.Cover,
                $"{act.Rights.Name}请您顶岗：{clock.Span(leave)}。请在“顶岗”中同意或谢绝。", "/cover");
            await CoversLost.Tell(act, clock, [actor.StaffId], leave.From, leave.To, $"申请了 {clock.Span(leave)} 的假", cancel);
            act.Record(leave.Subject, $"{form.From:yyyy-MM-dd HH:mm}–{form.To:yyyy-MM-dd HH:mm}，{measured.Tier.Title}");
            await act.Commit(cancel);
            return leave.Id;
        }
        catch (DbUpdateException clash) when (clash.InnerException is PostgresException { ConstraintName: LeaveTables.NoOverlap })
        {
            // The same form, or another one, came in the same second.
            return await Meanwhile(actor, form, cancel) ?? JudgeLeave.Overlap("（刚刚提交）");
        }
        catch (DbUpdateException clash) when (clash.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "leave_request" })
        {
            return await Meanwhile(actor, form, cancel) ?? throw new InvalidOperationException("A form's key is there and is not.", clash);
        }
    }

    private async Task<Answer<int>?> Meanwhile(Actor actor, LeaveForm form, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await Before(db, actor, form, cancel);
    }

    private async Task<Answer<int>?> Before(HallDb db, Actor actor, LeaveForm form, CancellationToken cancel)
    {
        var leave = await db.Set<LeaveRequest>().AsNoTracking().SingleOrDefaultAsync(one => one.StaffId == actor.StaffId && one.Key == form.Key, cancel);
        if (leave is null)
            return null;
        return leave.Kind == form.Kind && leave.From == clock.InstantOf(form.From) && leave.AskedTo == clock.InstantOf(form.To) && leave.Reason == form.Reason
            ? leave.Id
            : new Refusal($"这张表已经提交过（假条 {leave.Id}，{clock.Span(leave.From, leave.AskedTo)}），内容与这次不同，这次没有再提交。请到“我的请假”查看；要改，请先撤销。", Kind: RefusalKind.Conflict);
    }
}
