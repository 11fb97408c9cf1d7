using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

internal sealed class AttendanceTables :
    IEntityTypeConfiguration<Punch>, IEntityTypeConfiguration<PunchPosition>, IEntityTypeConfiguration<SessionResult>
{
    /// <summary>The longest name of a device that is kept.</summary>
    public const int DeviceLength = 64;

    /// <summary>The longest sentence that is kept.</summary>
    public const int SentenceLength = 400;

    public void Configure(EntityTypeBuilder<Punch> table)
    {
        table.IsAppendOnly();
        table.Property(punch => punch.Minute).HasColumnType("timestamp without time zone");
        table.Property(punch => punch.Device).HasMaxLength(DeviceLength);
        table.Property(punch => punch.Address).HasMaxLength(64);
        table.Property(punch => punch.Proof).HasDefaultValue(Proof.Position);
        table.Property(punch => punch.Sentence).HasMaxLength(SentenceLength);
        table.HasOne(punch => punch.Staff).WithMany().HasForeignKey(punch => punch.StaffId).OnDelete(DeleteBehavior.Restrict);
        // Window and hall come from the posting, which has the foreign keys. Here each punch would lock the rows that all
        // the others of its window and hall lock too.
        table.HasIndex(punch => new { punch.StaffId, punch.Key }).IsUnique();
        table.HasIndex(punch => new { punch.Day, punch.StaffId });
    }

    public void Configure(EntityTypeBuilder<PunchPosition> table)
    {
        table.HasKey(position => position.PunchId);
        table.HasOne(position => position.Punch).WithOne().HasForeignKey<PunchPosition>(position => position.PunchId);
    }

    public void Configure(EntityTypeBuilder<SessionResult> table)
    {
        table.HasKey(result => new { result.StaffId, result.Day, result.Part });
        table.Property(result => result.Sentence).HasMaxLength(SentenceLength);
        table.HasOne(result => result.Staff).WithMany().HasForeignKey(result => result.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(result => result.Window).WithMany().HasForeignKey(result => result.WindowId).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(result => new { result.Day, result.WindowId });
        table.HasIndex(result => result.ComputedAt);
    }
}
