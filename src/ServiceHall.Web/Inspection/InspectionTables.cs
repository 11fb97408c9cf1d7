using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Inspection;

internal sealed class InspectionTables :
    IEntityTypeConfiguration<Finding>, IEntityTypeConfiguration<FindingPhoto>, IEntityTypeConfiguration<PhotoContent>,
    IEntityTypeConfiguration<FindingDraft>
{
    /// <summary>The index that makes one finding of a form that was sent twice.</summary>
    public const string OneOfEachKey = "ux_finding_key";

    public void Configure(EntityTypeBuilder<Finding> table)
    {
        table.Property(finding => finding.Version).IsRowVersion();
        table.Property(finding => finding.Code).HasMaxLength(64);
        table.Property(finding => finding.Note).HasMaxLength(FindingForm.NoteLength);
        table.HasOne(finding => finding.Window).WithMany().HasForeignKey(finding => finding.WindowId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(finding => finding.Staff).WithMany().HasForeignKey(finding => finding.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(finding => finding.LoggedBy).WithMany().HasForeignKey(finding => finding.LoggedById).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(finding => finding.VerifiedBy).WithMany().HasForeignKey(finding => finding.VerifiedById).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(finding => finding.Key, OneOfEachKey).IsUnique();
        table.HasIndex(finding => new { finding.StaffId, finding.Code, finding.Day });
        table.HasIndex(finding => new { finding.WindowId, finding.Code, finding.Day });
        table.HasIndex(finding => finding.FoundAt);
        table.ToTable(t => t.HasCheckConstraint("ck_finding_quantity", $"quantity BETWEEN 1 AND {FindingForm.MostQuantity}"));
    }

    public void Configure(EntityTypeBuilder<FindingPhoto> table)
    {
        table.Property(photo => photo.Id).ValueGeneratedNever();
        table.HasOne<Finding>().WithMany(finding => finding.Photos).HasForeignKey(photo => photo.FindingId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<StaffMember>().WithMany().HasForeignKey(photo => photo.UploadedById).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(photo => new { photo.UploadedById, photo.FindingId });
    }

    public void Configure(EntityTypeBuilder<PhotoContent> table)
    {
        table.Property(content => content.Id).ValueGeneratedNever();
        table.HasOne(content => content.Photo).WithOne().HasForeignKey<PhotoContent>(content => content.Id).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<FindingDraft> table)
    {
        table.HasKey(draft => draft.StaffId);
        table.Property(draft => draft.StaffId).ValueGeneratedNever();
        table.Property(draft => draft.Content).HasMaxLength(8000);
        table.HasOne<StaffMember>().WithOne().HasForeignKey<FindingDraft>(draft => draft.StaffId).OnDelete(DeleteBehavior.Restrict);
    }
}
