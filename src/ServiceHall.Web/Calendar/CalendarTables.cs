using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

internal sealed class CalendarTables :
    IEntityTypeConfiguration<AnnouncedYear>, IEntityTypeConfiguration<DayDecision>, IEntityTypeConfiguration<Exemption>
{
    public void Configure(EntityTypeBuilder<AnnouncedYear> table)
    {
        table.IsKeptInMemory();
        table.HasKey(year => year.Year);
        table.Property(year => year.Year).ValueGeneratedNever();
        table.Property(year => year.Content).HasMaxLength(ImportHolidays.GreatestSize);
        table.HasOne<StaffMember>().WithMany().HasForeignKey(year => year.ImportedById).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<DayDecision> table)
    {
        ConfigureSigned(table, "day_decision");
        table.IsKeptInMemory();
        table.HasIndex(decision => decision.Day);
    }

    public void Configure(EntityTypeBuilder<Exemption> table)
    {
        ConfigureSigned(table, "exemption");
        table.HasOne(exemption => exemption.Site).WithMany().HasForeignKey(exemption => exemption.SiteId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(exemption => exemption.Staff).WithMany().HasForeignKey(exemption => exemption.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.ToTable(t =>
        {
            t.HasCheckConstraint("ck_exemption_time", "\"from\" < \"to\"");
            t.HasCheckConstraint("ck_exemption_whom", "site_id IS NULL OR staff_id IS NULL");
        });
    }

    private static void ConfigureSigned<T>(EntityTypeBuilder<T> table, string name)
        where T : Countersigned
    {
        table.Property(row => row.Version).IsRowVersion();
        table.HasOne(row => row.ProposedBy).WithMany().HasForeignKey(row => row.ProposedById).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(row => row.SignedBy).WithMany().HasForeignKey(row => row.SignedById).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<StaffMember>().WithMany().HasForeignKey(row => row.WithdrawnById).OnDelete(DeleteBehavior.Restrict);
        table.Ignore(row => row.IsInForce).Ignore(row => row.IsWaiting).Ignore(row => row.Subject);
        table.ToTable(t => t.HasCheckConstraint($"ck_{name}_second_signature", "signed_by_id <> proposed_by_id"));
    }
}
