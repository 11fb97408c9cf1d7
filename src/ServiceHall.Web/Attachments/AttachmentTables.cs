using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attachments;

internal sealed class AttachmentTables : IEntityTypeConfiguration<Attachment>, IEntityTypeConfiguration<AttachmentContent>
{
    public void Configure(EntityTypeBuilder<Attachment> table)
    {
        table.IsAppendOnly();
        table.Property(attachment => attachment.Id).ValueGeneratedNever();
        table.Property(attachment => attachment.Name).HasMaxLength(Attachment.NameLength).IsMadeToFit();
        table.HasOne(attachment => attachment.UploadedBy).WithMany().HasForeignKey(attachment => attachment.UploadedById).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(attachment => attachment.Content).WithOne().HasForeignKey<AttachmentContent>(content => content.Id).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<AttachmentContent> table)
    {
        table.IsAppendOnly();
        table.Property(content => content.Id).ValueGeneratedNever();
    }
}
