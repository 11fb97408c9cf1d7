using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ServiceHall.Web.Accounts.Passwords;

/// <summary>The hash of a password that somebody had before, so that it is not set again.</summary>
internal sealed class FormerPassword
{
    public long Id { get; init; }
    public int StaffId { get; init; }

    /// <summary>A slow hash, as of the password itself.</summary>
    public required string Hash { get; init; }

    /// <summary>Until when it held.</summary>
    public DateTimeOffset EndedAt { get; init; }
}

internal sealed class FormerPasswordTables : IEntityTypeConfiguration<FormerPassword>
{
    public void Configure(EntityTypeBuilder<FormerPassword> table)
    {
        table.Property(former => former.Hash).HasMaxLength(500);
        table.HasOne<Account>().WithMany().HasForeignKey(former => former.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(former => new { former.StaffId, former.Id });
    }
}
