using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance.Consent;

/// <summary>
/// That somebody agreed to their position being used for punching, or withdrew that (个人信息保护法 第十四条、第十五条). The
/// latest of a person holds.
/// </summary>
internal sealed class PositionConsent
{
    public long Id { get; init; }
    public int StaffId { get; init; }
    public StaffMember? Staff { get; init; }

    /// <summary>What they were shown, by its version in the policy of retention.</summary>
    public required string Version { get; init; }

    /// <summary>Whether it was given; false: it was withdrawn.</summary>
    public bool IsGiven { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>The browser that it was said on.</summary>
    public required string Device { get; init; }
    public required string Address { get; init; }
}

internal sealed class ConsentTables : IEntityTypeConfiguration<PositionConsent>
{
    /// <summary>The longest name of a version.</summary>
    public const int VersionLength = 40;

    /// <summary>The longest name of a browser that is kept.</summary>
    public const int DeviceLength = 200;

    public void Configure(EntityTypeBuilder<PositionConsent> table)
    {
        table.IsAppendOnly();
        table.Property(consent => consent.Version).HasMaxLength(VersionLength);
        table.Property(consent => consent.Device).HasMaxLength(DeviceLength);
        table.Property(consent => consent.Address).HasMaxLength(64);
        table.HasOne(consent => consent.Staff).WithMany().HasForeignKey(consent => consent.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(consent => new { consent.StaffId, consent.Id });
    }
}
