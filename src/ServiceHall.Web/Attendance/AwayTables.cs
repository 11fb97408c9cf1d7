using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Attendance;

internal sealed class AwayTables : IEntityTypeConfiguration<SteppedAway>, IEntityTypeConfiguration<EmptyWindow>
{
    /// <summary>The index that lets a person be away once at a time.</summary>
    public const string OneOpen = "ux_stepped_away_open";

    public void Configure(EntityTypeBuilder<SteppedAway> table)
    {
        table.HasOne(away => away.Staff).WithMany().HasForeignKey(away => away.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(away => away.Window).WithMany().HasForeignKey(away => away.WindowId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<StaffMember>().WithMany().HasForeignKey(away => away.EndedById).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(away => away.StaffId, OneOpen).IsUnique().HasFilter("back_at IS NULL");
        table.HasIndex(away => new { away.Day, away.WindowId });
        table.ToTable(t =>
        {
            t.HasCheckConstraint("ck_stepped_away_time", "\"from\" <= expected_back AND \"from\" <= back_at");
            t.HasCheckConstraint("ck_stepped_away_end", "(back_at IS NULL) = (ended IS NULL) AND (ended_by_id IS NULL OR ended_by_id = staff_id)");
        });
    }

    public void Configure(EntityTypeBuilder<EmptyWindow> table)
    {
        table.Property(empty => empty.Version).IsRowVersion();
        table.HasOne(empty => empty.Window).WithMany().HasForeignKey(empty => empty.WindowId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(empty => empty.LookedAtBy).WithMany().HasForeignKey(empty => empty.LookedAtById).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(empty => new { empty.WindowId, empty.Since }).IsUnique();
        table.HasIndex(empty => empty.WindowId, "ux_empty_window_open").IsUnique().HasFilter("until IS NULL");
        table.HasIndex(empty => empty.Day);
        table.ToTable(t =>
        {
            t.HasCheckConstraint("ck_empty_window_time", "since <= until");
            t.HasCheckConstraint("ck_empty_window_looked_at", "(looked_at IS NULL) = (looked_at_by_id IS NULL)");
        });
    }
}
