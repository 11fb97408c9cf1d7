using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Inspection;

/// <summary>Shows a photo to those who may see its finding; one that is still waiting, to whoever took it.</summary>
internal sealed class ShowPhoto(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    public async Task<Answer<UploadedFile>> Run(Actor actor, Guid id, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "inspection.show-photo", null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var visible = act.Db.Set<Finding>().VisibleTo(act.Rights);
        var photo = await act.Db.Set<PhotoContent>()
            .Where(content => content.Id == id && (content.Photo!.FindingId == null
                ? content.Photo.UploadedById == actor.StaffId
                : visible.Any(finding => finding.Id == content.Photo.FindingId)))
            .Select(content => new UploadedFile(content.Photo!.ContentType, "照片", content.Bytes))
            .SingleOrDefaultAsync(cancel);
        if (photo is not null)
            return photo;
        var unseen = new Refusal("没有这张照片，或您不能查看它。", Kind: RefusalKind.NotFound);
        return await act.Db.Set<FindingPhoto>().AnyAsync(p => p.Id == id, cancel)
            ? await act.RefuseAsUnseen($"photo {id}", unseen, cancel)
            : unseen;
    }
}
