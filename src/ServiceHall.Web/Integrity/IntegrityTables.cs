using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Integrity;

internal sealed class IntegrityTables : IEntityTypeConfiguration<IntegritySeal>
{
    /// <summary>The digits of a hash.</summary>
    public const int HashLength = 64;

    public void Configure(EntityTypeBuilder<IntegritySeal> table)
    {
        table.IsAppendOnly();
        table.HasKey(seal => new { seal.Chain, seal.Number });
        table.Ignore(seal => seal.Count);
        table.Property(seal => seal.PreviousHash).HasMaxLength(HashLength);
        table.Property(seal => seal.Hash).HasMaxLength(HashLength);
        table.HasIndex(seal => seal.At);
        table.ToTable(t => t.HasCheckConstraint("ck_integrity_seal_kind", "(kind = 'Removal') = (removed_through IS NOT NULL)"));
    }
}
