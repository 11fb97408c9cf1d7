using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ServiceHall.Web.Accounts.Refused;

/// <summary>How often somebody tried what they may not, of late. The audit has the first of them one by one.</summary>
internal sealed class RefusedAttempt
{
    /// <summary>The person, as <c>staff 12</c>; or the network of somebody who is not signed in.</summary>
    public required string Who { get; init; }

    /// <summary>What was tried, as the audit calls it.</summary>
    public required string Action { get; init; }

    /// <summary>When the first of them was.</summary>
    public DateTimeOffset BegunAt { get; init; }

    /// <summary>How many since then.</summary>
    public int Count { get; init; }

    /// <summary>How many there were in the time before.</summary>
    public int Before { get; init; }
}

internal sealed class RefusedTables : IEntityTypeConfiguration<RefusedAttempt>
{
    public void Configure(EntityTypeBuilder<RefusedAttempt> table)
    {
        table.HasKey(attempt => new { attempt.Who, attempt.Action });
        table.Property(attempt => attempt.Who).HasMaxLength(200);
        table.Property(attempt => attempt.Action).HasMaxLength(200);
    }
}
