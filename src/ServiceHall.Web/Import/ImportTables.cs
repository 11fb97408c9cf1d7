using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Import;

internal sealed class ImportTables :
    IEntityTypeConfiguration<ImportRecord>, IEntityTypeConfiguration<ImportFile>,
        IEntityTypeConfiguration<ImportedFact>
{
    /// <summary>The longest words about one line.</summary>
    public const int WordsLength = 1000;

    public void Configure(EntityTypeBuilder<ImportRecord> table)
    {
        table.Property(import => import.Version).IsRowVersion();
        table.Property(import => import.Kind).HasMaxLength(50);
        table.Property(import => import.Words).HasMaxLength(WordsLength);
        table.HasIndex(import => import.At);
        table.HasOne(import => import.Importer).WithMany().HasForeignKey(import => import.ImporterId)
            .OnDelete(DeleteBehavior.Restrict);
        table.HasOne(import => import.SignedBy).WithMany().HasForeignKey(import => import.SignedById)
            .OnDelete(DeleteBehavior.Restrict);
        table.HasOne(import => import.EndedBy).WithMany().HasForeignKey(import => import.EndedById)
            .OnDelete(DeleteBehavior.Restrict);
        table.ToTable(t =>
        {
            t.HasCheckConstraint("ck_import_record_second_signature", "signed_by_id <> importer_id");
            t.HasCheckConstraint("ck_import_record_ends",
                "(ended_at IS NOT NULL) = (state IN ('Withdrawn', 'TakenBack'))");
        });
    }

    public void Configure(EntityTypeBuilder<ImportFile> table)
    {
        table.HasKey(file => file.ImportId);
        table.Property(file => file.ImportId).ValueGeneratedNever();
        table.HasOne(file => file.Import).WithOne().HasForeignKey<ImportFile>(file => file.ImportId)
            .OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ImportedFact> table)
    {
        table.IsAppendOnly();
        table.Property(fact => fact.Words).HasMaxLength(WordsLength);
        table.Property(fact => fact.Before).HasColumnType("jsonb").HasMaxLength(-1);
        table.Property(fact => fact.After).HasColumnType("jsonb").HasMaxLength(-1);
        table.HasIndex(fact => new { fact.ImportId, fact.Line });
        table.HasOne(fact => fact.Import).WithMany().HasForeignKey(fact => fact.ImportId)
            .OnDelete(DeleteBehavior.Restrict);
    }
}
