using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Inspection;

/// <summary>Deletes photos that no finding took within a day of their upload.</summary>
internal sealed class ExpirePhotos(IDbContextFactory<HallDb> factory, TimeProvider clock)
{
    /// <returns>How many were deleted.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var first = clock.GetUtcNow() - UploadPhoto.Waits;
        return await db.Set<FindingPhoto>().Where(photo => photo.FindingId == null && photo.UploadedAt < first).ExecuteDeleteAsync(cancel);
    }
}
