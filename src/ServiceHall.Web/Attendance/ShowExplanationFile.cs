using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>Shows the proof of an explanation to the person and to the section.</summary>
internal sealed class ShowExplanationFile(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <summary>Who may see the proof of somebody's explanation.</summary>
    public static bool MaySee(Rights rights, int staffId) => staffId == rights.StaffId || rights.May(Right.KeepAttendance);

    public async Task<Answer<UploadedFile>> Run(Actor actor, int id, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "attendance.explanation-file", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var unseen = new Refusal("没有这个附件，或您不能查看它。", Kind: RefusalKind.NotFound);
        var found = await act.Db.Set<Explanation>().AsNoTracking().Where(row => row.Id == id && row.AttachmentId != null)
            .Select(row => new { row.StaffId, row.Attachment!.ContentType, row.Attachment.Name, row.AttachmentId }).SingleOrDefaultAsync(cancel);
        if (found is null)
            return unseen;
        if (!MaySee(act.Rights, found.StaffId))
            return await act.RefuseAsUnseen($"explanation {id}", unseen, cancel);
        var bytes = await act.Db.Set<AttachmentContent>().Where(content => content.Id == found.AttachmentId).Select(content => content.Bytes).SingleOrDefaultAsync(cancel);
        return bytes is null ? Attachment.Expired : new UploadedFile(found.ContentType, found.Name, bytes);
    }
}
