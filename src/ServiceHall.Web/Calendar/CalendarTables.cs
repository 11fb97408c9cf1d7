using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.Calendar.Holidays;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

internal sealed class CalendarTables :
    IEntityTypeConfiguration<AnnouncedYear>, IEntityTypeConfiguration<DayDecision>, IEntityTypeConfiguration<Exemption>,
    IEntityTypeConfiguration<StaleDay>, IEntityTypeConfiguration<MonthClosing>
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

    public void Configure(EntityTypeBuilder<StaleDay> table)
    {
        table.Property(day => day.Cause).IsMadeToFit().IsUnlimited();
        table.HasOne<StaffMember>().WithMany().HasForeignKey(day => day.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Site>().WithMany().HasForeignKey(day => day.SiteId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<StaffMember>().WithMany().HasForeignKey(day => day.AuthorId).OnDelete(DeleteBehavior.Restrict);
        table.ToTable(t => t.HasCheckConstraint("ck_stale_day_order", "first <= last"));
    }

    public void Configure(EntityTypeBuilder<MonthClosing> table)
    {
        table.Property(closing => closing.Version).IsRowVersion();
        table.HasOne(closing => closing.ClosedBy).WithMany().HasForeignKey(closing => closing.ClosedById).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(closing => closing.ReopenedBy).WithMany().HasForeignKey(closing => closing.ReopenedById).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(closing => closing.Month, "ux_month_closing_one").IsUnique().HasFilter("reopened_at IS NULL");
        table.ToTable(t =>
        {
            t.HasCheckConstraint("ck_month_closing_first_day", "extract(day FROM month) = 1");
            t.HasCheckConstraint("ck_month_closing_reason", "(reopened_at IS NULL) = (reopened_for IS NULL)");
        });
    }

    private static void ConfigureSigned<T>(EntityTypeBuilder<T> table, string name)
        where T : Countersigned
    {
        table.Property(row => row.Version).IsRowVersion();
        table.HasOne(row => row.ProposedBy).WithMany().HasForeignKey(row => row.ProposedById).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(row => row.SignedBy).WithMany().HasForeignKey(row => row.SignedById).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<StaffMember>().WithMany().HasForeignKey(row => row.WithdrawnById).OnDelete(DeleteBehavior.Restrict);
        table.Ignore(row => row.IsInForce).Ignore(row => row.IsWaiting).Ignore(row => row.Subject).Ignore(row => row.What);
        table.ToTable(t => t.HasCheckConstraint($"ck_{name}_second_signature", "signed_by_id <> proposed_by_id"));
    }
}
