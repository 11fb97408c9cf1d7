using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.LongWork;

internal sealed class LongWorkTables : IEntityTypeConfiguration<LongWork>, IEntityTypeConfiguration<WorkFile>
{
    /// <summary>The longest sentence of a result or a fault.</summary>
    public const int Longest = 1000;

    /// <summary>The longest words about what it is at.</summary>
    public const int StageLength = 100;

    /// <summary>The longest name of a file.</summary>
    public const int NameLength = 200;

    public void Configure(EntityTypeBuilder<LongWork> table)
    {
        table.Property(work => work.Version).IsRowVersion();
        table.Property(work => work.Kind).HasMaxLength(50);
        table.Property(work => work.Parameters).HasColumnType("jsonb").HasMaxLength(-1);
        table.Property(work => work.Reached).HasColumnType("jsonb").HasMaxLength(-1);
        table.Property(work => work.Address).HasMaxLength(64);
        table.Property(work => work.Stage).HasMaxLength(StageLength).IsMadeToFit();
        table.Property(work => work.Job).HasMaxLength(50);
        table.Property(work => work.Result).HasMaxLength(Longest).IsMadeToFit();
        table.Property(work => work.Fault).HasMaxLength(Longest).IsMadeToFit();
        table.HasIndex(work => new { work.StarterId, work.Key }).IsUnique();
        table.HasIndex(work => work.StartedAt);
        // Servers look for what nobody runs; there are few of them among the many that ended.
        table.HasIndex(work => work.Id).HasFilter("ended_at IS NULL").HasDatabaseName("ix_long_work_open");
        table.HasOne(work => work.Starter).WithMany().HasForeignKey(work => work.StarterId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(work => work.StopAskedBy).WithMany().HasForeignKey(work => work.StopAskedById).OnDelete(DeleteBehavior.Restrict);
        table.ToTable(t => t.HasCheckConstraint("ck_long_work_ends", "(ended_at IS NOT NULL) = (state IN ('Done', 'Stopped', 'Failed'))"));
    }

    public void Configure(EntityTypeBuilder<WorkFile> table)
    {
        table.HasKey(file => new { file.WorkId, file.IsResult });
        table.Property(file => file.Name).HasMaxLength(NameLength).IsMadeToFit();
        table.HasOne<LongWork>().WithMany().HasForeignKey(file => file.WorkId).OnDelete(DeleteBehavior.Cascade);
    }
}
