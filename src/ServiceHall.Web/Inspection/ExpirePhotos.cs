using ServiceHall.Web.Retention;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Inspection;

/// <summary>Photos that no finding took within a day of their upload.</summary>
internal sealed class ExpireUnusedPhotos() : RetentionKind<FindingPhoto>("unused-photos")
{
    protected override IQueryable<FindingPhoto> Old(HallDb db, RetentionLimit limit) =>
        db.Set<FindingPhoto>().Where(photo => photo.FindingId == null && photo.UploadedAt < limit.Instant);
}

/// <summary>What is to be seen on the photos of old findings. The findings stay, and that they had photos.</summary>
internal sealed class ExpirePhotos() : RetentionKind<PhotoContent>("photos")
{
    public override bool WaitsForClosing => true;

    protected override IQueryable<PhotoContent> Old(HallDb db, RetentionLimit limit) => db.Set<PhotoContent>()
        .Where(content => db.Set<Finding>().Any(finding => finding.Id == content.Photo!.FindingId
            && ((finding.FiledAt != null && finding.FoundAt < limit.Instant) || finding.FoundAt < limit.UndecidedInstant)));
}
