using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.Store.Objects;

namespace ServiceHall.Web.Store;

internal sealed class StoreTables :
    IEntityTypeConfiguration<DataProtectionKey>, IEntityTypeConfiguration<FactVersion>, IEntityTypeConfiguration<Period>,
    IEntityTypeConfiguration<InstalledObject>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> table)
    {
        table.Property(key => key.FriendlyName).IsRequired();
        // A key carries the certificate that protects it, whatever its length.
        table.Property(key => key.Xml).IsRequired().HasMaxLength(20_000);
    }

    public void Configure(EntityTypeBuilder<FactVersion> table)
    {
        table.Property(version => version.Id).ValueGeneratedNever();
        table.ToTable(t => t.HasCheckConstraint("ck_fact_version_only_row", "id = 1"));
    }

    public void Configure(EntityTypeBuilder<Period> table)
    {
        table.IsAppendOnly();
        table.HasKey(period => new { period.Job, period.Name });
    }

    public void Configure(EntityTypeBuilder<InstalledObject> table)
    {
        table.IsOwnersOnly();
        table.HasKey(one => one.Name);
        table.Property(one => one.Hash).HasMaxLength(64);
    }
}
