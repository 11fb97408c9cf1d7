using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ServiceHall.Web.Messages;

internal sealed class MessageTables : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> table)
    {
        table.Property(message => message.Text).HasMaxLength(Message.TextLength);
        table.HasOne(message => message.Staff).WithMany().HasForeignKey(message => message.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(message => new { message.StaffId, message.ReadAt, message.Id });
    }
}
