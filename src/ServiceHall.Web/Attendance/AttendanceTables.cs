using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

internal sealed class AttendanceTables :
    IEntityTypeConfiguration<Punch>, IEntityTypeConfiguration<PunchPosition>, IEntityTypeConfiguration<SessionResult>
{
    /// <summary>The constraint that a punch's window exists.</summary>
    public const string PunchWindow = "fk_punch_window";

    /// <summary>The constraint that a punch's hall exists.</summary>
    public const string PunchSite = "fk_punch_site";

    // In SQL, because the model would add an index to each, which every punch would pay for and nobody would use.
    public const string PunchWindowSql = $"ALTER TABLE punch ADD CONSTRAINT {PunchWindow} FOREIGN KEY (window_id) REFERENCES \"window\" (id);";
    public const string PunchSiteSql = $"ALTER TABLE punch ADD CONSTRAINT {PunchSite} FOREIGN KEY (site_id) REFERENCES site (id);";

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
        table.Property(punch => punch.Sentence).HasMaxLength(SentenceLength);
        table.HasOne(punch => punch.Staff).WithMany().HasForeignKey(punch => punch.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(punch => new { punch.StaffId, punch.Key }).IsUnique();
        table.HasIndex(punch => new { punch.Day, punch.StaffId });
    }

    public void Configure(EntityTypeBuilder<PunchPosition> table)
    {
        table.HasKey(position => position.PunchId);
        table.HasOne(position => position.Punch).WithOne().HasForeignKey<PunchPosition>(position => position.PunchId);
        table.HasIndex(position => position.Day);
    }

    public void Configure(EntityTypeBuilder<SessionResult> table)
    {
        table.HasKey(result => new { result.StaffId, result.Day, result.Part });
        table.Property(result => result.Sentence).HasMaxLength(SentenceLength);
        table.HasOne(result => result.Staff).WithMany().HasForeignKey(result => result.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(result => result.Window).WithMany().HasForeignKey(result => result.WindowId).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(result => new { result.Day, result.WindowId });
    }
}
