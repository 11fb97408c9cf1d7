using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.SetAside;

/// <summary>
/// Something that a job could not do (搁置事项) while it went on with all else: what, why, since when, how often it was
/// tried. It is tried again after growing pauses; once it works, the row is deleted, in the transaction of the work
/// or at the end of the run.
/// </summary>
internal sealed class SetAsideItem
{
    public long Id { get; init; }

    /// <summary>Which work, such as <c>raise-signatures</c>.</summary>
    public required string Line { get; init; }

    /// <summary>Which of its items, such as <c>leave/12</c>.</summary>
    public required string Key { get; init; }

    /// <summary>What people call it: 张三（A01）11 月 19 日的考勤.</summary>
    public required string What { get; init; }

    /// <summary>Why it was not done, in a sentence of Chinese.</summary>
    public required string Sentence { get; init; }

    /// <summary>What the fault itself said, for whoever runs the hall.</summary>
    public required string Fault { get; init; }

    public DateTimeOffset Since { get; init; }
    public DateTimeOffset LastTry { get; init; }
    public DateTimeOffset NextTry { get; init; }
    public int Tries { get; init; }

    /// <summary>The days of attendance that stay open while it is there; null: it keeps none open.</summary>
    public DateOnly? First { get; init; }
    public DateOnly? Last { get; init; }

    /// <summary>Whose; null: it is not about one person.</summary>
    public int? StaffId { get; init; }
}

internal sealed class SetAsideTables : IEntityTypeConfiguration<SetAsideItem>
{
    public void Configure(EntityTypeBuilder<SetAsideItem> table)
    {
        table.Property(item => item.Line).HasMaxLength(50);
        table.Property(item => item.What).IsUnlimited();
        table.Property(item => item.Sentence).IsUnlimited();
        table.Property(item => item.Fault).IsUnlimited();
        table.HasOne<StaffMember>().WithMany().HasForeignKey(item => item.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(item => new { item.Line, item.Key }).IsUnique();
        table.ToTable(t => t.HasCheckConstraint("ck_set_aside_item_days", "(first IS NULL) = (last IS NULL) AND first <= last"));
    }
}
