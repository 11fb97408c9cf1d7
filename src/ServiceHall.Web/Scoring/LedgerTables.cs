using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;
using ServiceHall.Web.Store.Objects;

namespace ServiceHall.Web.Scoring;

internal sealed class LedgerTables : IEntityTypeConfiguration<LedgerEntry>, IEntityTypeConfiguration<ClosedQuarter>, IDatabaseObjects
{
    /// <summary>The constraint that keeps chains whole and closed quarters closed.</summary>
    public const string Holds = "ct_ledger_entry_holds";

    // A later turn follows the one before it; a counter-entry takes back exactly that; a closed quarter takes none.
    // Checked at the end of the transaction, because a correction adds a counter-entry and its successor together.
    public IEnumerable<DatabaseObject> DatabaseObjects =>
    [
        DatabaseObject.Function("ledger_entry_holds", $"""
            AS $body$
            BEGIN
              IF EXISTS (SELECT 1 FROM closed_quarter c WHERE c.quarter = NEW.quarter) THEN
                RAISE EXCEPTION 'The quarter % is closed.', NEW.quarter USING ERRCODE = 'check_violation', CONSTRAINT = '{Holds}';
              END IF;
              IF NEW.turn > 1 AND NOT EXISTS (
                SELECT 1 FROM ledger_entry before
                WHERE before.staff_id IS NOT DISTINCT FROM NEW.staff_id AND (NEW.staff_id IS NOT NULL OR before.window_id = NEW.window_id)
                  AND before.code = NEW.code AND before.reference = NEW.reference AND before.turn = NEW.turn - 1
                  AND (NEW.counters_id IS NULL OR (before.id = NEW.counters_id AND before.points = -NEW.points AND before.day = NEW.day))) THEN
                RAISE EXCEPTION 'Turn % of % % does not follow its predecessor.', NEW.turn, NEW.code, NEW.reference
                  USING ERRCODE = 'check_violation', CONSTRAINT = '{Holds}';
              END IF;
              RETURN NULL;
            END $body$
            """),
        DatabaseObject.CheckAtEnd("ledger_entry", Holds, "INSERT", "ledger_entry_holds"),
    ];

    public void Configure(EntityTypeBuilder<LedgerEntry> table)
    {
        table.IsAppendOnly();
        table.Property(entry => entry.Code).HasMaxLength(64);
        table.Property(entry => entry.Points).HasColumnType("numeric");
        table.Property(entry => entry.Quarter).HasMaxLength(6);
        table.Property(entry => entry.Sentence).IsMadeToFit().IsUnlimited();
        table.Property(entry => entry.Clause).IsUnlimited();
        table.Property(entry => entry.Edition).IsUnlimited();
        table.HasOne(entry => entry.Staff).WithMany().HasForeignKey(entry => entry.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(entry => entry.Window).WithMany().HasForeignKey(entry => entry.WindowId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(entry => entry.Author).WithMany().HasForeignKey(entry => entry.AuthorId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(entry => entry.Counters).WithOne().HasForeignKey<LedgerEntry>(entry => entry.CountersId).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(entry => new { entry.StaffId, entry.Code, entry.Reference, entry.Turn }, "ux_ledger_entry_person_turn")
            .IsUnique().HasFilter("staff_id IS NOT NULL");
        table.HasIndex(entry => new { entry.WindowId, entry.Code, entry.Reference, entry.Turn }, "ux_ledger_entry_window_turn")
            .IsUnique().HasFilter("staff_id IS NULL");
        table.HasIndex(entry => new { entry.StaffId, entry.Day });
        table.HasIndex(entry => new { entry.WindowId, entry.Day });
        table.HasIndex(entry => new { entry.Quarter, entry.Id });
        table.ToTable(t => t.HasCheckConstraint("ck_ledger_entry_turn", "turn > 0 AND (turn % 2 = 0) = (counters_id IS NOT NULL)"));
    }

    public void Configure(EntityTypeBuilder<ClosedQuarter> table)
    {
        table.IsAppendOnly();
        table.HasKey(closed => closed.Quarter);
        table.Property(closed => closed.Quarter).HasMaxLength(6);
        table.HasOne<StaffMember>().WithMany().HasForeignKey(closed => closed.ClosedById).OnDelete(DeleteBehavior.Restrict);
    }
}
