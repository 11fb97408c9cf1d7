using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Retention;

/// <summary>What was removed because its period was over: one row for each batch, written with it.</summary>
internal sealed class RetentionRun
{
    public long Id { get; init; }

    /// <summary>What was removed, by the policy's code.</summary>
    public required string Kind { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>What was older than this day went.</summary>
    public DateOnly KeptFrom { get; init; }
    public int Count { get; init; }

    /// <summary>The version of the policy, by the day from which it holds.</summary>
    public DateOnly Version { get; init; }
}

internal sealed class RetentionTables : IEntityTypeConfiguration<RetentionRun>
{
    public void Configure(EntityTypeBuilder<RetentionRun> table)
    {
        table.IsAppendOnly();
        table.Property(run => run.Kind).HasMaxLength(50);
        table.HasIndex(run => run.At);
    }
}
