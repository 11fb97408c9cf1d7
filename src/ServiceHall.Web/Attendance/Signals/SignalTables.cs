using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance.Signals;

/// <summary>What about punches may deserve a look. None of it is a finding, and nothing follows from it by itself.</summary>
internal enum SignalKind
{
    /// <summary>Another device than the one that is bound to the person.</summary>
    OtherDevice,

    /// <summary>One device, two people, one day.</summary>
    SharedDevice,

    /// <summary>Exactly the same coordinates on several days.</summary>
    SamePlace,

    /// <summary>Two places that nobody can travel between in the time.</summary>
    Jump,
}

/// <summary>A signal (信号) with its facts. It is added and never changed.</summary>
internal sealed class Signal
{
    public long Id { get; init; }
    public SignalKind Kind { get; init; }
    public int StaffId { get; init; }
    public StaffMember? Staff { get; init; }
    public DateOnly Day { get; init; }
    public DateTimeOffset FoundAt { get; init; }
    public long PunchId { get; init; }
    public Punch? Punch { get; init; }

    /// <summary>The other punch of a pair; null: it is about one.</summary>
    public long? OtherPunchId { get; init; }

    /// <summary>The other person on the same device; null: it is about one.</summary>
    public int? OtherStaffId { get; init; }
    public StaffMember? OtherStaff { get; init; }
    public required string Device { get; init; }

    /// <summary>On how many days the coordinates were the same; null: not about that.</summary>
    public int? Days { get; init; }

    /// <summary>How far two places are apart; null: not about that.</summary>
    public int? Metres { get; init; }

    /// <summary>How much time lay between them; null: not about that.</summary>
    public int? Seconds { get; init; }
}

/// <summary>That the section has looked at a signal (已查看), with its remark. It is added and never changed.</summary>
internal sealed class SignalLook
{
    public long SignalId { get; init; }
    public Signal? Signal { get; init; }
    public int ById { get; init; }
    public StaffMember? By { get; init; }
    public DateTimeOffset At { get; init; }
    public required string Remark { get; init; }
}

/// <summary>Up to which punch signals have been read. It has one row.</summary>
internal sealed class SignalProgress
{
    public int Id { get; init; }
    public long LastPunchId { get; set; }
}

/// <summary>The phone of a person: the first one of an accepted punch, and after that the one that was approved.</summary>
internal sealed class BoundDevice
{
    public int StaffId { get; init; }
    public required string Device { get; set; }
    public DateTimeOffset Since { get; set; }
}

/// <summary>A person's request to bind another device (更换设备), and what became of it.</summary>
internal sealed class DeviceChange
{
    public int Id { get; init; }
    public int StaffId { get; init; }
    public StaffMember? Staff { get; init; }
    public required string Device { get; init; }
    public required string Reason { get; init; }
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>When it was decided; null: it waits.</summary>
    public DateTimeOffset? DecidedAt { get; set; }
    public int? DecidedById { get; set; }
    public StaffMember? DecidedBy { get; init; }
    public bool? IsApproved { get; set; }
    public string? Remark { get; set; }
    public uint Version { get; init; }
}

internal sealed class SignalTables :
    IEntityTypeConfiguration<Signal>, IEntityTypeConfiguration<SignalLook>, IEntityTypeConfiguration<SignalProgress>,
    IEntityTypeConfiguration<BoundDevice>, IEntityTypeConfiguration<DeviceChange>
{
    /// <summary>The longest reason or remark.</summary>
    public const int RemarkLength = 200;

    public void Configure(EntityTypeBuilder<Signal> table)
    {
        table.IsAppendOnly();
        table.Property(signal => signal.Device).HasMaxLength(AttendanceTables.DeviceLength);
        table.HasOne(signal => signal.Staff).WithMany().HasForeignKey(signal => signal.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(signal => signal.OtherStaff).WithMany().HasForeignKey(signal => signal.OtherStaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(signal => signal.Punch).WithMany().HasForeignKey(signal => signal.PunchId).OnDelete(DeleteBehavior.Restrict);
        // Once a day for each matter, however often it happens.
        table.HasIndex(signal => new { signal.StaffId, signal.Day, signal.Kind, signal.Device, signal.OtherStaffId }).IsUnique().AreNullsDistinct(false);
    }

    public void Configure(EntityTypeBuilder<SignalLook> table)
    {
        table.IsAppendOnly();
        table.HasKey(look => look.SignalId);
        table.Property(look => look.SignalId).ValueGeneratedNever();
        table.Property(look => look.Remark).HasMaxLength(RemarkLength);
        table.HasOne(look => look.Signal).WithOne().HasForeignKey<SignalLook>(look => look.SignalId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(look => look.By).WithMany().HasForeignKey(look => look.ById).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SignalProgress> table)
    {
        table.Property(progress => progress.Id).ValueGeneratedNever();
        table.ToTable(t => t.HasCheckConstraint("ck_signal_progress_only_row", "id = 1"));
    }

    public void Configure(EntityTypeBuilder<BoundDevice> table)
    {
        table.HasKey(bound => bound.StaffId);
        table.Property(bound => bound.StaffId).ValueGeneratedNever();
        table.Property(bound => bound.Device).HasMaxLength(AttendanceTables.DeviceLength);
        table.HasOne<StaffMember>().WithOne().HasForeignKey<BoundDevice>(bound => bound.StaffId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<DeviceChange> table)
    {
        table.Property(change => change.Version).IsRowVersion();
        table.Property(change => change.Device).HasMaxLength(AttendanceTables.DeviceLength);
        table.Property(change => change.Reason).HasMaxLength(RemarkLength);
        table.Property(change => change.Remark).HasMaxLength(RemarkLength);
        table.HasOne(change => change.Staff).WithMany().HasForeignKey(change => change.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(change => change.DecidedBy).WithMany().HasForeignKey(change => change.DecidedById).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(change => change.StaffId).IsUnique().HasFilter("decided_at IS NULL");
        table.ToTable(t => t.HasCheckConstraint("ck_device_change_decided",
            "(decided_at IS NULL) = (decided_by_id IS NULL) AND (decided_at IS NULL) = (is_approved IS NULL) AND decided_by_id IS DISTINCT FROM staff_id"));
    }
}
