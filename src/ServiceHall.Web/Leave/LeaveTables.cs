using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.Store;
using ServiceHall.Web.Store.Objects;

namespace ServiceHall.Web.Leave;

internal sealed class LeaveTables :
    IEntityTypeConfiguration<LeaveRequest>, IEntityTypeConfiguration<LeaveSignature>, IEntityTypeConfiguration<LeaveStep>,
    IEntityTypeConfiguration<Delegation>, IDatabaseObjects
{
    /// <summary>The constraint that keeps leave of one person apart, refused and cancelled aside.</summary>
    public const string NoOverlap = "ex_leave_request_no_overlap";

    /// <summary>The constraint that lets nobody cover two at once.</summary>
    public const string OneCover = "ex_leave_request_one_cover";

    /// <summary>The constraint that lets an approver have one delegate at a time.</summary>
    public const string OneDelegate = "ex_delegation_one";

    /// <summary>The constraint that lets steps follow one another, and only as the flow has it.</summary>
    public const string StepHolds = "ct_leave_step_holds";

    /// <summary>The trigger that lets nobody change or take back a signature that was given.</summary>
    public const string SignatureStands = "tr_leave_signature_stands";

    /// <summary>The constraint that lets a request be in no state that no step led to.</summary>
    public const string StateHolds = "ct_leave_request_state_holds";

    public IEnumerable<DatabaseObject> DatabaseObjects =>
    [
        DatabaseObject.Constraint("leave_request", NoOverlap, """
            EXCLUDE USING gist (staff_id WITH =, tstzrange("from", "to") WITH &&) WHERE (NOT is_void)
            """),
        DatabaseObject.Constraint("leave_request", OneCover, """
            EXCLUDE USING gist (cover_id WITH =, tstzrange("from", "to") WITH &&) WHERE (NOT is_void AND cover_accepted_at IS NOT NULL)
            """),
        DatabaseObject.Constraint("delegation", OneDelegate, """
            EXCLUDE USING gist (from_id WITH =, daterange(first, last, '[]') WITH &&) WHERE (first <= last)
            """),
        DatabaseObject.Function("leave_step_holds", $"""
            AS $body$
            BEGIN
              IF NOT EXISTS (
                SELECT 1 FROM (VALUES {LeaveFlow.AsSql}) AS flow(from_state, act, to_state)
                WHERE flow.from_state = coalesce(NEW.from_state, '') AND flow.act = NEW.act AND flow.to_state = NEW.to_state) THEN
                RAISE EXCEPTION 'Leave %: % does not lead from % to %.', NEW.leave_id, NEW.act, NEW.from_state, NEW.to_state
                  USING ERRCODE = 'check_violation', CONSTRAINT = '{StepHolds}';
              END IF;
              IF NEW.turn > 1 AND NOT EXISTS (
                SELECT 1 FROM leave_step before WHERE before.leave_id = NEW.leave_id AND before.turn = NEW.turn - 1 AND before.to_state = NEW.from_state)
                OR NOT EXISTS (SELECT 1 FROM leave_request leave WHERE leave.id = NEW.leave_id AND leave.turn >= NEW.turn) THEN
                RAISE EXCEPTION 'Leave %: step % does not follow the one before.', NEW.leave_id, NEW.turn
                  USING ERRCODE = 'check_violation', CONSTRAINT = '{StepHolds}';
              END IF;
              RETURN NULL;
            END $body$
            """),
        DatabaseObject.CheckAtEnd("leave_step", StepHolds, "INSERT", "leave_step_holds"),
        DatabaseObject.Function("leave_signature_stands", $"""
            AS $body$
            BEGIN
              RAISE EXCEPTION 'Leave %: the signature of % is given and stands.', OLD.leave_id, OLD.signer
                USING ERRCODE = 'check_violation', CONSTRAINT = '{SignatureStands}';
            END $body$
            """),
        DatabaseObject.Trigger("leave_signature", SignatureStands, "BEFORE UPDATE OR DELETE",
            "FOR EACH ROW WHEN (OLD.approves IS NOT NULL) EXECUTE FUNCTION leave_signature_stands()"),
        DatabaseObject.Function("leave_request_state_holds", $"""
            AS $body$
            BEGIN
              IF NOT EXISTS (SELECT 1 FROM leave_step step WHERE step.leave_id = NEW.id AND step.turn = NEW.turn AND step.to_state = NEW.state) THEN
                RAISE EXCEPTION 'Leave % is % without a step that says who and when.', NEW.id, NEW.state
                  USING ERRCODE = 'check_violation', CONSTRAINT = '{StateHolds}';
              END IF;
              RETURN NULL;
            END $body$
            """),
        DatabaseObject.CheckAtEnd("leave_request", StateHolds, "INSERT OR UPDATE", "leave_request_state_holds"),
    ];

    public void Configure(EntityTypeBuilder<LeaveRequest> table)
    {
        table.Property(leave => leave.Version).IsRowVersion();
        table.Property(leave => leave.Kind).HasMaxLength(64);
        table.Property(leave => leave.Reason).HasMaxLength(LeaveRequest.ReasonLength);
        table.Property(leave => leave.OverriddenFor).HasMaxLength(LeaveRequest.ReasonLength);
        table.Property(leave => leave.TierSentence).IsMadeToFit().IsUnlimited();
        table.Property(leave => leave.TierClause).IsUnlimited();
        table.Ignore(leave => leave.Subject);
        table.Ignore(leave => leave.Covers);
        table.HasOne(leave => leave.NextCover).WithMany().HasForeignKey(leave => leave.NextCoverId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(leave => leave.Staff).WithMany().HasForeignKey(leave => leave.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(leave => leave.Cover).WithMany().HasForeignKey(leave => leave.CoverId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(leave => leave.Extends).WithMany().HasForeignKey(leave => leave.ExtendsId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(leave => leave.Attachment).WithMany().HasForeignKey(leave => leave.AttachmentId).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(leave => new { leave.StaffId, leave.Key }).IsUnique();
        table.HasIndex(leave => new { leave.StaffId, leave.From });
        table.HasIndex(leave => new { leave.From, leave.To });
        table.HasIndex(leave => new { leave.State, leave.Id });
        table.ToTable(t =>
        {
            t.HasCheckConstraint("ck_leave_request_time", "\"from\" < \"to\" AND \"to\" <= asked_to");
            t.HasCheckConstraint("ck_leave_request_cover", "cover_id <> staff_id AND (cover_accepted_at IS NULL OR cover_id IS NOT NULL)");
            t.HasCheckConstraint("ck_leave_request_next_cover", "next_cover_id IS NULL OR (next_cover_id NOT IN (staff_id, cover_id) AND cover_accepted_at IS NOT NULL)");
            t.HasCheckConstraint("ck_leave_request_void", "state = 'SentBack' OR is_void = (state IN ('Refused', 'Cancelled'))");
        });
    }

    public void Configure(EntityTypeBuilder<LeaveSignature> table)
    {
        table.Property(signature => signature.Why).IsMadeToFit().IsUnlimited();
        table.Property(signature => signature.Remark).HasMaxLength(LeaveRequest.ReasonLength);
        table.HasOne(signature => signature.Leave).WithMany(leave => leave.Signatures).HasForeignKey(signature => signature.LeaveId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(signature => signature.DecidedBy).WithMany().HasForeignKey(signature => signature.DecidedById).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(signature => signature.OnBehalfOf).WithMany().HasForeignKey(signature => signature.OnBehalfOfId).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(signature => new { signature.LeaveId, signature.Signer }).IsUnique();
        table.HasIndex(signature => signature.Since).HasFilter("approves IS NULL");
        table.ToTable(t => t.HasCheckConstraint("ck_leave_signature_decided",
            "(approves IS NULL) = (decided_by_id IS NULL) AND (approves IS NULL) = (decided_at IS NULL)"));
    }

    public void Configure(EntityTypeBuilder<LeaveStep> table)
    {
        table.IsAppendOnly();
        // A reason with what it is the reason of.
        table.Property(step => step.Remark).HasMaxLength(LeaveRequest.ReasonLength + 100);
        table.ToTable(t => t.HasCheckConstraint("ck_leave_step_actor", "actor_id IS NOT NULL OR act = 'Raise'"));
        table.HasOne(step => step.Leave).WithMany(leave => leave.Steps).HasForeignKey(step => step.LeaveId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(step => step.Actor).WithMany().HasForeignKey(step => step.ActorId).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(step => new { step.LeaveId, step.Turn }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Delegation> table)
    {
        table.Property(delegation => delegation.Version).IsRowVersion();
        table.HasOne(delegation => delegation.From).WithMany().HasForeignKey(delegation => delegation.FromId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne(delegation => delegation.To).WithMany().HasForeignKey(delegation => delegation.ToId).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(delegation => new { delegation.ToId, delegation.Last });
        table.ToTable(t => t.HasCheckConstraint("ck_delegation_two", "from_id <> to_id"));
    }
}
