using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ServiceHall.Web.Store;

internal sealed class StoreTables :
    IEntityTypeConfiguration<DataProtectionKey>, IEntityTypeConfiguration<FactVersion>, IEntityTypeConfiguration<Period>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> table) => table.Property(key => key.Xml).HasMaxLength(8000);

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
}
