using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Leave;

/// <summary>Shows a request's proof to the applicant, those who sign or signed, and the section.</summary>
internal sealed class ShowLeaveAttachment(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public async Task<Answer<UploadedFile>> Run(Actor actor, int leaveId, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "leave.attachment", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var unseen = new Refusal("没有这个附件，或您不能查看它。", Kind: RefusalKind.NotFound);
        var leave = await act.Db.Set<LeaveRequest>().AsNoTracking().Include(one => one.Signatures).Include(one => one.Attachment).SingleOrDefaultAsync(one => one.Id == leaveId, cancel);
        if (leave?.Attachment is not { } attachment)
            return unseen;
        if (await LeaveSights.SightOf(act.Db, clock, leave, act.Rights, cancel) != LeaveSight.Whole)
            return await act.RefuseAsUnseen(leave.Subject, unseen, cancel);
        var content = await act.Db.Set<AttachmentContent>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == attachment.Id, cancel);
        return content is null ? Attachment.Expired : new UploadedFile(attachment.ContentType, attachment.Name, content.Bytes);
    }
}
