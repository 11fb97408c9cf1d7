using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Calendar;

internal sealed class CalendarTables :
    IEntityTypeConfiguration<CalendarDay>, IEntityTypeConfiguration<Exemption>, IEntityTypeConfiguration<ExemptPerson>,
    IEntityTypeConfiguration<HolidayNotice>
{
    /// <summary>The longest file of a year's notice that is kept, in characters.</summary>
    public const int NoticeLength = 20_000;

    public void Configure(EntityTypeBuilder<CalendarDay> table)
    {
        ConfigureDeclaration(table, "calendar_day");
        table.IsKeptInMemory();
        table.HasIndex(day => day.Date);
    }

    public void Configure(EntityTypeBuilder<HolidayNotice> table)
    {
        ConfigureDeclaration(table, "holiday_notice");
        table.IsKeptInMemory();
        table.Property(notice => notice.Text).HasMaxLength(NoticeLength);
    }

    public void Configure(EntityTypeBuilder<Exemption> table)
    {
        ConfigureDeclaration(table, "exemption");
        table.Property(exemption => exemption.From).HasColumnType("timestamp without time zone");
        table.Property(exemption => exemption.To).HasColumnType("timestamp without time zone");
        table.HasOne<Site>().WithMany().HasForeignKey(exemption => exemption.SiteId).OnDelete(DeleteBehavior.Restrict);
        table.HasMany(exemption => exemption.People).WithOne().HasForeignKey(person => person.ExemptionId);
        table.HasIndex(exemption => new { exemption.From, exemption.To });
        table.ToTable(t => t.HasCheckConstraint("ck_exemption_time", "\"from\" < \"to\""));
    }

    public void Configure(EntityTypeBuilder<ExemptPerson> table)
    {
        table.HasKey(person => new { person.ExemptionId, person.StaffId });
        table.HasOne<StaffMember>().WithMany().HasForeignKey(person => person.StaffId).OnDelete(DeleteBehavior.Restrict);
    }

    private static void ConfigureDeclaration<T>(EntityTypeBuilder<T> table, string name)
        where T : Declaration
    {
        table.Ignore(declaration => declaration.Title);
        table.Property(declaration => declaration.Version).IsRowVersion();
        table.HasOne<StaffMember>().WithMany().HasForeignKey(declaration => declaration.DeclaredById).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<StaffMember>().WithMany().HasForeignKey(declaration => declaration.SignedById).OnDelete(DeleteBehavior.Restrict);
        table.ToTable(t =>
        {
            t.HasCheckConstraint($"ck_{name}_two_hands", "signed_by_id <> declared_by_id");
            t.HasCheckConstraint($"ck_{name}_signed", "(signed_by_id IS NULL) = (signed_at IS NULL) AND (signed_at IS NULL OR withdrawn_at IS NULL)");
        });
    }
}
