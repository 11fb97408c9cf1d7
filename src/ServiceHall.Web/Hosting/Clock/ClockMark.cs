using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Hosting.Clock;

/// <summary>The latest moment that a server of this hall has seen. It has one row, and goes back only where somebody confirms it.</summary>
internal sealed class ClockMark
{
    public const int OnlyRow = 1;

    public int Id { get; init; } = OnlyRow;
    public DateTimeOffset Latest { get; init; }

    /// <summary>When it was last told to section and administrator that a clock is behind it; null: none is.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>Who confirmed last that the clock is right; null: nobody did.</summary>
    public int? ConfirmedById { get; init; }
}

internal sealed class ClockMarkTables : IEntityTypeConfiguration<ClockMark>
{
    public void Configure(EntityTypeBuilder<ClockMark> table)
    {
        table.Property(mark => mark.Id).ValueGeneratedNever();
        table.HasOne<StaffMember>().WithMany().HasForeignKey(mark => mark.ConfirmedById).OnDelete(DeleteBehavior.Restrict);
        table.ToTable(t => t.HasCheckConstraint("ck_clock_mark_only_row", "id = 1"));
    }
}
