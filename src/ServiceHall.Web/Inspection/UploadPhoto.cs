using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Inspection;

/// <summary>Takes a photo for a finding that is being written. One that no finding took within a day is thrown away.</summary>
internal sealed class UploadPhoto(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    private const int MostWaiting = 30;
    /// <summary>How long a photo waits for its finding.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromDays(1);

    /// <summary>Why somebody may hand in no photo, before anybody reads one; null: they may.</summary>
    public async Task<Refusal?> RefusalFor(Actor actor, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "inspection.photo", Right.LogFindings, cancel);
        return act.Refusal;
    }

    /// <param name="key">The browser's own name for the photo: sent again after a lost answer, it is the same photo. It becomes its id.</param>
    /// <returns>The photo's id.</returns>
    public async Task<Answer<Guid>> Run(Actor actor, ReadOnlyMemory<byte> file, CancellationToken cancel, Guid? key = null)
    {
        await using var act = await Act.Begin(factory, clock, actor, "inspection.photo", Right.LogFindings, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var (photo, fault) = PhotoFile.Read(file.Span);
        if (photo is null)
            return new Refusal(fault!);
        if (key is { } before && await act.Db.Set<FindingPhoto>().Where(p => p.Id == before).Select(p => (int?)p.UploadedById).SingleOrDefaultAsync(cancel) is { } uploader)
            return uploader == actor.StaffId ? before : new Refusal("这张照片没有上传成功，请删去后重新添加。", Kind: RefusalKind.Conflict);
        var waiting = act.Db.Set<FindingPhoto>().Where(p => p.UploadedById == actor.StaffId && p.FindingId == null);
        var expired = act.Now - Waits;
        await waiting.Where(p => p.UploadedAt < expired).ExecuteDeleteAsync(cancel);
        if (await waiting.CountAsync(cancel) >= MostWaiting)
            return new Refusal($"已有 {MostWaiting} 张照片等待保存。请先保存这条问题，或删去不用的照片。");
        var id = key ?? Guid.NewGuid();
        act.Db.Add(new FindingPhoto
        {
            Id = id, UploadedById = actor.StaffId, UploadedAt = act.Now, ContentType = photo.ContentType,
            Width = photo.Width, Height = photo.Height, Size = photo.Bytes.Length,
        });
        act.Db.Add(new PhotoContent { Id = id, Bytes = photo.Bytes });
        await act.Commit(cancel);
        return id;
    }

    /// <summary>Throws away a photo that no finding has taken yet.</summary>
    public async Task<Answer<Done>> Discard(Actor actor, Guid id, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "inspection.photo", Right.LogFindings, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        await act.Db.Set<FindingPhoto>().Where(p => p.Id == id && p.UploadedById == actor.StaffId && p.FindingId == null).ExecuteDeleteAsync(cancel);
        await act.Commit(cancel);
        return new Done();
    }
}
