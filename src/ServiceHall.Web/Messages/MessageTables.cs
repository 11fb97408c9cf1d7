using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.Messages.Channels;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;
using ServiceHall.Web.Store.Objects;

namespace ServiceHall.Web.Messages;

internal sealed class MessageTables :
    IEntityTypeConfiguration<Message>, IEntityTypeConfiguration<DigestOff>, IEntityTypeConfiguration<MessageChannel>,
    IEntityTypeConfiguration<Delivery>, IDatabaseObjects
{
    /// <summary>The trigger that notes what goes out, in the transaction of the message.</summary>
    public const string GoesOut = "tr_message_goes_out";

    // Once for each statement, however many are told: whoever tells people something never waits for a channel, and no
    // message is forgotten because its transaction was committed later than one with a higher number.
    public IEnumerable<DatabaseObject> DatabaseObjects =>
    [
        DatabaseObject.Function("message_goes_out", """
            AS $body$
            BEGIN
              INSERT INTO delivery (message_id, channel_id, attempts, next_at)
              SELECT told.id, channel.id, 0, told.at FROM told JOIN message_channel channel ON channel.is_on AND told.kind = ANY (channel.kinds);
              RETURN NULL;
            END $body$
            """),
        DatabaseObject.Trigger("message", GoesOut, "AFTER INSERT",
            "REFERENCING NEW TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION message_goes_out()"),
    ];

    public void Configure(EntityTypeBuilder<Message> table)
    {
        table.Property(message => message.Text).HasMaxLength(Message.TextLength).IsMadeToFit();
        table.HasOne(message => message.Staff).WithMany().HasForeignKey(message => message.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(message => new { message.StaffId, message.ReadAt, message.Id });
        table.HasIndex(message => message.At);
    }

    public void Configure(EntityTypeBuilder<DigestOff> table)
    {
        table.HasKey(off => off.StaffId);
        table.HasOne<StaffMember>().WithOne().HasForeignKey<DigestOff>(off => off.StaffId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<MessageChannel> table)
    {
        table.Property(channel => channel.Version).IsRowVersion();
        table.Property(channel => channel.Address).HasMaxLength(MessageChannel.AddressLength);
        table.Property(channel => channel.Secret).HasMaxLength(2000);
        table.PrimitiveCollection(channel => channel.Kinds).ElementType(kind => kind.HasConversion<string>());
        table.HasIndex(channel => channel.Name).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Delivery> table)
    {
        table.HasOne(delivery => delivery.Message).WithMany().HasForeignKey(delivery => delivery.MessageId).OnDelete(DeleteBehavior.Cascade);
        table.HasOne(delivery => delivery.Channel).WithMany().HasForeignKey(delivery => delivery.ChannelId).OnDelete(DeleteBehavior.Cascade);
        table.HasIndex(delivery => new { delivery.MessageId, delivery.ChannelId }).IsUnique();
        table.HasIndex(delivery => new { delivery.ChannelId, delivery.NextAt }).HasFilter("next_at IS NOT NULL");
        table.ToTable(t => t.HasCheckConstraint("ck_delivery_ends", "delivered_at IS NULL OR next_at IS NULL"));
    }
}
