using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.Store;
using ServiceHall.Web.Store.Objects;

namespace ServiceHall.Web.People;

internal sealed class PeopleTables :
    IEntityTypeConfiguration<Unit>, IEntityTypeConfiguration<Site>, IEntityTypeConfiguration<Window>,
    IEntityTypeConfiguration<StaffMember>, IEntityTypeConfiguration<Posting>, IDatabaseObjects
{
    /// <summary>The constraint that keeps postings of one person apart.</summary>
    public const string NoOverlap = "ex_posting_no_overlap";

    public IEnumerable<DatabaseObject> DatabaseObjects =>
    [
        // A person stands at one window at a time; days are inclusive, no last day means still there.
        DatabaseObject.Constraint("posting", NoOverlap, """
            EXCLUDE USING gist (staff_id WITH =, daterange("from", "to", '[]') WITH &&) DEFERRABLE
            """),
    ];

    public void Configure(EntityTypeBuilder<Unit> table)
    {
        table.Property(unit => unit.Version).IsRowVersion();
        table.HasIndex(unit => unit.Name).IsUnique();
        table.HasFold(unit => unit.Name, unit => unit.NameKey);
    }

    public void Configure(EntityTypeBuilder<Site> table)
    {
        table.IsKeptInMemory();
        table.Property(site => site.Code).HasMaxLength(64);
        table.Property(site => site.Version).IsRowVersion();
        table.Property(site => site.Proof).HasDefaultValue(SiteProof.Position);
        table.HasIndex(site => site.Code).IsUnique();
        table.HasFold(site => site.Code, site => site.CodeKey);
        table.ToTable(t => t.HasCheckConstraint("ck_site_fence",
            "latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180 AND radius_metres > 0"));
    }

    public void Configure(EntityTypeBuilder<Window> table)
    {
        table.IsKeptInMemory();
        table.Property(window => window.Code).HasMaxLength(64);
        table.Property(window => window.Version).IsRowVersion();
        table.HasIndex(window => window.Code).IsUnique();
        table.HasFold(window => window.Code, window => window.CodeKey);
        table.HasOne(window => window.Unit).WithMany().HasForeignKey(window => window.UnitId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(window => window.Site).WithMany().HasForeignKey(window => window.SiteId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<StaffMember> table)
    {
        table.IsKeptInMemory();
        table.Property(staff => staff.Number).HasMaxLength(64);
        table.Property(staff => staff.Version).IsRowVersion();
        table.HasIndex(staff => staff.Number).IsUnique();
        table.HasFold(staff => staff.Number, staff => staff.NumberKey);
    }

    public void Configure(EntityTypeBuilder<Posting> table)
    {
        table.IsKeptInMemory();
        table.Property(posting => posting.Version).IsRowVersion();
        table.HasOne(posting => posting.Staff).WithMany(staff => staff.Postings).HasForeignKey(posting => posting.StaffId)
            .OnDelete(DeleteBehavior.Restrict);
        table.HasOne(posting => posting.Window).WithMany().HasForeignKey(posting => posting.WindowId).OnDelete(DeleteBehavior.Restrict);
        table.ToTable(t => t.HasCheckConstraint("ck_posting_days", "\"to\" IS NULL OR \"from\" <= \"to\""));
    }
}
