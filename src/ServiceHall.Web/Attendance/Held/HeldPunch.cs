using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Rules.Attendance;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Attendance.Held;

/// <summary>
/// A press that was taken while the server's clock could not be believed (待核实打卡). It is kept with all that the phone
/// sent and counts for nothing by itself: the section verifies it, and declares an exemption where the person was there.
/// Until then what it may belong to is frozen (<see cref="HeldDays"/>).
/// </summary>
internal sealed class HeldPunch
{
    /// <summary>Why what it may belong to is shown and does not count.</summary>
    public const string Freezes = "打卡待核实，暂不计分";

    public long Id { get; init; }
    public int StaffId { get; init; }
    public StaffMember? Staff { get; init; }

    /// <summary>The press's own key: the same press sent again is the same.</summary>
    public Guid Key { get; init; }

    /// <summary>What the server's clock showed.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The latest moment that the hall had seen by then: it was no earlier.</summary>
    public DateTimeOffset NotBefore { get; init; }
    public PunchAction Action { get; init; }

    /// <summary>What the rules would have said by that clock.</summary>
    public PunchOutcome Outcome { get; init; }
    public Proof Proof { get; init; }
    public double? Latitude { get; init; }
    public double? Longitude { get; init; }
    public decimal? AccuracyMetres { get; init; }
    public decimal? DistanceMetres { get; init; }
    public required string Device { get; init; }
    public required string Address { get; init; }

    /// <summary>When the section has seen to it; null: it waits.</summary>
    public DateTimeOffset? VerifiedAt { get; set; }
    public int? VerifiedById { get; set; }
    public StaffMember? VerifiedBy { get; init; }

    /// <summary>What came of it, in the section's words.</summary>
    public string Remark { get; set; } = "";
    public uint Version { get; init; }
}

internal sealed class HeldPunchTables : IEntityTypeConfiguration<HeldPunch>
{
    /// <summary>The longest remark.</summary>
    public const int RemarkLength = 200;

    public void Configure(EntityTypeBuilder<HeldPunch> table)
    {
        table.Property(held => held.Version).IsRowVersion();
        table.Property(held => held.Device).HasMaxLength(AttendanceTables.DeviceLength);
        table.Property(held => held.Remark).HasMaxLength(RemarkLength);
        table.HasOne(held => held.Staff).WithMany().HasForeignKey(held => held.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(held => held.VerifiedBy).WithMany().HasForeignKey(held => held.VerifiedById).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(held => new { held.StaffId, held.Key }).IsUnique();
        table.HasIndex(held => held.VerifiedAt).HasFilter("verified_at IS NULL");
        table.ToTable(t => t.HasCheckConstraint("ck_held_punch_verified", "(verified_at IS NULL) = (verified_by_id IS NULL)"));
    }
}
