using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

internal sealed class AttendanceTables :
    IEntityTypeConfiguration<Punch>, IEntityTypeConfiguration<PunchPosition>, IEntityTypeConfiguration<SessionResult>,
    IEntityTypeConfiguration<Explanation>, IEntityTypeConfiguration<EnrolmentRequest>, IEntityTypeConfiguration<TruancyLook>
{
    /// <summary>The index that lets one explanation of a slot be in force; after a refused one another may come.</summary>
    public const string OneExplanation = "ux_explanation_one";

    /// <summary>The index that lets one request for a number wait.</summary>
    public const string OneEnrolment = "ux_enrolment_request_one";

    /// <summary>The longest name of a device that is kept.</summary>
    public const int DeviceLength = 64;

    public void Configure(EntityTypeBuilder<Punch> table)
    {
        table.IsAppendOnly();
        table.Property(punch => punch.Minute).HasColumnType("timestamp without time zone");
        table.Property(punch => punch.Device).HasMaxLength(DeviceLength);
        table.Property(punch => punch.Address).HasMaxLength(64);
        table.Property(punch => punch.Proof).HasDefaultValue(Proof.Position);
        table.Property(punch => punch.Sentence).IsMadeToFit().IsUnlimited();
        table.Property(punch => punch.Clause).IsUnlimited();
        table.HasOne(punch => punch.Staff).WithMany().HasForeignKey(punch => punch.StaffId).OnDelete(DeleteBehavior.Restrict);
        // Window and hall come from the posting, which has the foreign keys. Here each punch would lock the rows that all
        // the others of its window and hall lock too.
        table.HasIndex(punch => new { punch.StaffId, punch.Key }).IsUnique();
        table.HasIndex(punch => new { punch.Day, punch.StaffId });
        // Who else had the device that day, and since when: signals ask for each punch.
        table.HasIndex(punch => new { punch.Day, punch.Device, punch.StaffId });
    }

    public void Configure(EntityTypeBuilder<PunchPosition> table)
    {
        table.HasKey(position => position.PunchId);
        table.HasOne(position => position.Punch).WithOne().HasForeignKey<PunchPosition>(position => position.PunchId);
    }

    public void Configure(EntityTypeBuilder<SessionResult> table)
    {
        table.HasKey(result => new { result.StaffId, result.Day, result.Part });
        table.Property(result => result.Sentence).IsMadeToFit().IsUnlimited();
        table.Property(result => result.Clause).IsUnlimited();
        table.Property(result => result.Edition).IsUnlimited();
        table.Property(result => result.LeaveKind).HasMaxLength(64);
        table.HasOne(result => result.Staff).WithMany().HasForeignKey(result => result.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(result => result.Window).WithMany().HasForeignKey(result => result.WindowId).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(result => new { result.Day, result.WindowId });
        table.HasIndex(result => result.ComputedAt);
    }

    public void Configure(EntityTypeBuilder<Explanation> table)
    {
        table.Property(explanation => explanation.Version).IsRowVersion();
        table.Property(explanation => explanation.Reference).HasMaxLength(32);
        table.Property(explanation => explanation.Text).HasMaxLength(Explanation.TextLength);
        table.Property(explanation => explanation.Remark).HasMaxLength(Explanation.TextLength);
        table.Ignore(explanation => explanation.Slot).Ignore(explanation => explanation.State).Ignore(explanation => explanation.Freezes).Ignore(explanation => explanation.Subject);
        table.HasOne(explanation => explanation.Staff).WithMany().HasForeignKey(explanation => explanation.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(explanation => explanation.Attachment).WithMany().HasForeignKey(explanation => explanation.AttachmentId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(explanation => explanation.DecidedBy).WithMany().HasForeignKey(explanation => explanation.DecidedById).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(explanation => new { explanation.StaffId, explanation.Reference }, OneExplanation).IsUnique().HasFilter("accepted IS NOT FALSE");
        table.HasIndex(explanation => new { explanation.Day, explanation.StaffId });
        table.HasIndex(explanation => new { explanation.Accepted, explanation.Id });
        table.ToTable(t =>
        {
            t.HasCheckConstraint("ck_explanation_decided", "(accepted IS NULL) = (decided_by_id IS NULL) AND (accepted IS NULL) = (decided_at IS NULL)");
            t.HasCheckConstraint("ck_explanation_not_oneself", "decided_by_id <> staff_id");
        });
    }

    public void Configure(EntityTypeBuilder<EnrolmentRequest> table)
    {
        table.Property(request => request.Version).IsRowVersion();
        table.Property(request => request.Number).HasMaxLength(64);
        table.Property(request => request.Note).HasMaxLength(EnrolmentRequest.NoteLength);
        table.Property(request => request.Remark).HasMaxLength(EnrolmentRequest.NoteLength);
        table.Ignore(request => request.Subject);
        table.HasOne(request => request.Window).WithMany().HasForeignKey(request => request.WindowId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(request => request.AskedBy).WithMany().HasForeignKey(request => request.AskedById).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(request => request.DecidedBy).WithMany().HasForeignKey(request => request.DecidedById).OnDelete(DeleteBehavior.Restrict);
        table.HasFold(request => request.Number, request => request.NumberKey, "accepted IS NULL", OneEnrolment);
        table.HasIndex(request => new { request.AskedOn, request.DecidedOn });
        table.ToTable(t => t.HasCheckConstraint("ck_enrolment_request_decided",
            "(accepted IS NULL) = (decided_by_id IS NULL) AND (accepted IS NULL) = (decided_at IS NULL) AND (accepted IS NULL) = (decided_on IS NULL)"));
    }

    public void Configure(EntityTypeBuilder<TruancyLook> table)
    {
        table.IsAppendOnly();
        table.Property(look => look.Remark).HasMaxLength(TruancyLook.RemarkLength);
        table.HasOne(look => look.Staff).WithMany().HasForeignKey(look => look.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(look => look.LookedBy).WithMany().HasForeignKey(look => look.LookedById).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(look => new { look.StaffId, look.Day, look.Part });
    }
}
